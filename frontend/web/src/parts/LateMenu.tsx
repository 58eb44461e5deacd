import { Menu, type MenuProps } from '@mantine/core'
import { cloneElement, type ReactElement, type ReactNode, useState } from 'react'

type Target = ReactElement<{ 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean; onClick?: () => void }>

interface Props extends Omit<MenuProps, 'children' | 'defaultOpened' | 'opened'> {
  /** the button that opens it */
  target: Target
  children: ReactNode
}

/** A menu that is made when it is first wanted: a page has many, and most stay closed. */
export function LateMenu({ target, children, ...menu }: Props) {
  const [wanted, setWanted] = useState(false)
  if (!wanted)
    return cloneElement(target, {
      'aria-haspopup': 'menu',
      'aria-expanded': false,
      onClick: () => {
        setWanted(true)
        menu.onOpen?.()
      },
    })
  return (
    <Menu defaultOpened position="bottom-end" shadow="md" {...menu}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
