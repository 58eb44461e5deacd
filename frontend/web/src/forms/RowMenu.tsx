import { ActionIcon, Menu } from '@mantine/core'
import { Icon } from '../parts/icons'

interface Props {
  label: string
  items: { name: string; run: () => void }[]
}

/** What can be done with a row. */
export function RowMenu({ label, items }: Props) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={label}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ name, run }) => (
          <Menu.Item key={name} onClick={run}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
