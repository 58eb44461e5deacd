import { ActionIcon, Menu } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Icon } from './icons'

/** The three dots of a panel. The menu behind them is made when it is first wanted: a page has many, and most stay closed. */
export function ActionsMenu({ label, children }: { label: string; children: ReactNode }) {
  const [wanted, setWanted] = useState(false)
  const dots = { variant: 'subtle', color: 'gray', 'aria-label': label, children: <Icon name="more" /> } as const
  if (!wanted)
    return (
      <ActionIcon
        {...dots}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => {
          setWanted(true)
        }}
      />
    )
  return (
    <Menu defaultOpened position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon {...dots} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
