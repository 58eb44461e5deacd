import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import { Icon } from '../parts/icons'
import { useWords } from '../words/words'
import css from './Forms.module.css'

interface Props {
  /** what is chosen among, such as "Funnel" */
  label: string
  choices: { id: string; name: string }[]
  chosen: string | null
  add: string
  onChoose: (id: string) => void
  onAdd: () => void
  onEdit: () => void
  onDelete: () => void
}

/** Things that people made: which one is shown, a new one, and what can be done with it. */
export function ChoiceBar({ label, choices, chosen, add, onChoose, onAdd, onEdit, onDelete }: Props) {
  const words = useWords()
  return (
    <div className={css.bar}>
      <Select
        className={css.choice}
        aria-label={label}
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={(id) => {
          if (id) onChoose(id)
        }}
        allowDeselect={false}
        searchable
      />
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={words.panel.actions(label)}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="settings" />} onClick={onEdit}>
            {words.forms.edit}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="close" />} onClick={onDelete}>
            {words.forms.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={onAdd}>
        {add}
      </Button>
    </div>
  )
}
