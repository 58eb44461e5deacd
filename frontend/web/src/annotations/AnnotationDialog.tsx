import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { FormDialog } from '../forms/FormDialog'
import { type Refusal, refusalOf } from '../forms/refusal'
import { useAsked, useProject } from '../question/useQuestion'
import { useWords } from '../words/words'
import { type Annotation, CreateAnnotation, DeleteAnnotation, UpdateAnnotation } from './annotations'
import { momentOf, wallOf } from './zoned'

interface Draft {
  text: string
  /** as a clock of the time zone shows it */
  wall: string
  link: string
}

interface Props {
  /** the one that is changed; none for a new one */
  annotation: Annotation | null
  onClose: () => void
  onSaved: () => void
}

export function AnnotationDialog({ annotation, onClose, onSaved }: Props) {
  const words = useWords()
  const project = useProject().id
  const { zone } = useAsked()
  const [draft, setDraft] = useState<Draft>(() => ({
    text: annotation?.text ?? '',
    wall: wallOf(zone, annotation ? Date.parse(annotation.at) : Date.now()),
    link: annotation?.link ?? '',
  }))
  const [made, create] = useMutation(CreateAnnotation)
  const [changed, update] = useMutation(UpdateAnnotation)
  const [gone, remove] = useMutation(DeleteAnnotation)
  const refusal = refusalOf(made.error ?? changed.error ?? gone.error, ['text', 'at', 'link'])
  const done = ({ error }: { error?: unknown }) => {
    if (error) return
    onSaved()
    onClose()
  }
  const save = () => {
    const { text, wall, link } = draft
    const at = wall === '' ? null : new Date(momentOf(zone, wall)).toISOString()
    const given = { project, text, at, link: link.trim() }
    void (annotation ? update({ ...given, id: annotation.id }) : create(given)).then(done)
  }
  return (
    <FormDialog
      title={annotation ? words.annotations.edit : words.annotations.add}
      refused={refusal.rest}
      busy={made.fetching || changed.fetching}
      onSubmit={save}
      onClose={onClose}
    >
      <Fields draft={draft} zone={zone} refusal={refusal} onChange={setDraft} />
      {annotation && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            loading={gone.fetching}
            onClick={() => {
              void remove({ project, id: annotation.id }).then(done)
            }}
          >
            {words.annotations.remove}
          </Button>
        </div>
      )}
    </FormDialog>
  )
}

interface FieldsProps {
  draft: Draft
  zone: string
  refusal: Refusal
  onChange: (draft: Draft) => void
}

function Fields({ draft, zone, refusal, onChange }: FieldsProps) {
  const words = useWords()
  return (
    <>
      <TextInput
        label={words.annotations.text}
        value={draft.text}
        onChange={(event) => {
          onChange({ ...draft, text: event.currentTarget.value })
        }}
        error={refusal.at('text')}
        data-autofocus
        required
      />
      <TextInput
        type="datetime-local"
        label={words.annotations.at(zone)}
        value={draft.wall}
        onChange={(event) => {
          onChange({ ...draft, wall: event.currentTarget.value })
        }}
        error={refusal.at('at')}
      />
      <TextInput
        type="url"
        label={words.annotations.link}
        description={words.annotations.linkHint}
        value={draft.link}
        onChange={(event) => {
          onChange({ ...draft, link: event.currentTarget.value })
        }}
        error={refusal.at('link')}
      />
    </>
  )
}
