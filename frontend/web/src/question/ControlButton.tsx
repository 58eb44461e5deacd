import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { Icon, type IconName } from '../parts/icons'

interface Props extends ButtonProps, Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> {
  icon: IconName
}

/** What opens a choice of what is asked: its sign, and what is chosen. */
export function ControlButton({ icon, ...button }: Props) {
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name={icon} size={14} />}
      rightSection={<Icon name="down" size={12} />}
      {...button}
    />
  )
}
