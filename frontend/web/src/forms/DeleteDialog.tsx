import { Button, Group, Modal } from '@mantine/core'
import { useWords } from '../words/words'
import css from './Forms.module.css'

interface Props {
  name: string
  busy: boolean
  refused: string | null
  onDelete: () => void
  onClose: () => void
}

/** Asks before something is gone for good. */
export function DeleteDialog({ name, busy, refused, onDelete, onClose }: Props) {
  const words = useWords()
  return (
    <Modal opened onClose={onClose} title={words.forms.deleteTitle(name)} closeButtonProps={{ 'aria-label': words.common.close }}>
      <p>{words.forms.deleteText}</p>
      {refused && (
        <p role="alert" className={css.refused}>
          {refused}
        </p>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.common.cancel}
        </Button>
        <Button color="red" loading={busy} onClick={onDelete}>
          {words.forms.delete}
        </Button>
      </Group>
    </Modal>
  )
}
