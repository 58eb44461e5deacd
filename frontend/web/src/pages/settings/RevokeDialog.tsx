import { Button, Group, Modal } from '@mantine/core'
import { useMutation } from 'urql'
import { graphql } from '../../api/graphql'
import { useProject } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import type { KeyRow } from './Keys'

const RevokeKey = graphql(`
  mutation RevokeKey($project: ID, $id: ID!) {
    revokeKey(project: $project, id: $id)
  }
`)

interface Props {
  target: KeyRow | null
  onRevoked: () => void
  onClose: () => void
}

export function RevokeDialog({ target, onRevoked, onClose }: Props) {
  const words = useWords()
  const { id } = useProject()
  const [{ fetching, error }, revoke] = useMutation(RevokeKey)
  const confirm = () => {
    if (!target) return
    void revoke({ project: id, id: target.id }).then((result) => {
      if (result.error) return
      onRevoked()
      onClose()
    })
  }
  return (
    <Modal
      opened={target !== null}
      onClose={onClose}
      title={words.settings.revokeTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{words.settings.revokeText(target?.name ?? '')}</p>
      {error && <p role="alert">{error.message}</p>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.common.cancel}
        </Button>
        <Button color="red" loading={fetching} onClick={confirm}>
          {words.settings.revoke}
        </Button>
      </Group>
    </Modal>
  )
}
