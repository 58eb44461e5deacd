import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { useWords } from '../words/words'
import css from './Forms.module.css'

interface Props {
  title: string
  /** why the server refused what was sent */
  refused: string | null
  busy: boolean
  size?: string
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A form over the page. It is there while it is rendered. */
export function FormDialog({ title, refused, busy, size = 'md', onSubmit, onClose, children }: Props) {
  const words = useWords()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': words.common.close }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {children}
          {refused && (
            <p role="alert" className={css.refused}>
              {refused}
            </p>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.common.cancel}
            </Button>
            <Button type="submit" loading={busy}>
              {words.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
