import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { whereOf } from '../api/asked'
import { FormDialog } from '../forms/FormDialog'
import { refusalOf } from '../forms/refusal'
import { FilterBar } from '../question/FilterBar'
import { useAsked, useProject } from '../question/useQuestion'
import { useWords } from '../words/words'
import { CreateSegment, RenameSegment } from './segments'

interface Props {
  /** the segment that gets another name; a new one of the filters in force where there is none */
  renamed?: { id: string; name: string }
  onClose: () => void
  onSaved: () => void
}

export function SaveSegment({ renamed, onClose, onSaved }: Props) {
  const words = useWords()
  const project = useProject().id
  const { filters } = useAsked()
  const [name, setName] = useState(renamed?.name ?? '')
  const [made, create] = useMutation(CreateSegment)
  const [changed, rename] = useMutation(RenameSegment)
  const refusal = refusalOf(made.error ?? changed.error, ['name'])
  const save = async () => {
    const where = whereOf(filters)
    const result = renamed
      ? await rename({ project, id: renamed.id, name })
      : where && (await create({ project, name, where }))
    if (!result || result.error) return
    onSaved()
    onClose()
  }
  return (
    <FormDialog
      title={renamed ? words.segments.rename : words.segments.saveTitle}
      refused={refusal.rest}
      busy={made.fetching || changed.fetching}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {!renamed && <FilterBar />}
      <TextInput
        label={words.segments.name}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
        error={refusal.at('name')}
        data-autofocus
        required
      />
    </FormDialog>
  )
}
