import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './icons'
import { LateMenu } from './LateMenu'

/** The three dots of a panel, with what can be done with it. */
export function ActionsMenu({ label, children }: { label: string; children: ReactNode }) {
  const dots = (
    <ActionIcon variant="subtle" color="gray" aria-label={label}>
      <Icon name="more" />
    </ActionIcon>
  )
  return <LateMenu target={dots}>{children}</LateMenu>
}
