import { Button, Checkbox, Modal, Stack, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useMutation } from 'urql'
import type { VariablesOf } from '../../api/graphql'
import { Copied } from '../../parts/Copied'
import { useProject } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import { CreateKey } from './documents'
import css from './Settings.module.css'

const SCOPES = ['INGEST', 'QUERY', 'ADMIN'] as const satisfies VariablesOf<typeof CreateKey>['scopes']
type Scope = (typeof SCOPES)[number]

interface Props {
  open: boolean
  onMade: () => void
  onClose: () => void
}

export function NewKeyDialog({ open, onMade, onClose }: Props) {
  const words = useWords()
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={words.settings.newKey}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <NewKeyForm onMade={onMade} />
    </Modal>
  )
}

function NewKeyForm({ onMade }: { onMade: () => void }) {
  const words = useWords()
  const { id } = useProject()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['QUERY'])
  const [{ data, error, fetching }, create] = useMutation(CreateKey)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void create({ project: id, name, scopes }).then(onMade)
  }
  if (data)
    return (
      <Stack>
        <p>{words.settings.created}</p>
        <div className={css.key}>
          <code>{data.createKey.key}</code>
          <Copied text={data.createKey.key} />
        </div>
      </Stack>
    )
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={words.settings.keyName}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
          error={error?.message}
          data-autofocus
          required
        />
        <Checkbox.Group
          label={words.settings.scopes}
          value={scopes}
          onChange={(chosen) => {
            setScopes(SCOPES.filter((scope) => chosen.includes(scope)))
          }}
        >
          <Stack gap="xs" mt={4}>
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={scope.toLowerCase()}
                description={words.settings.scopeHints[scope.toLowerCase()]}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button type="submit" loading={fetching} disabled={name.trim() === '' || scopes.length === 0}>
          {words.settings.create}
        </Button>
      </Stack>
    </form>
  )
}
