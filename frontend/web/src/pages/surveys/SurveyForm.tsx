import { Button, Checkbox, ColorInput, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { FormDialog } from '../../forms/FormDialog'
import { refusalOf } from '../../forms/refusal'
import { Icon } from '../../parts/icons'
import { useProject } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import css from '../Manage.module.css'
import type { Row } from '../Surveys'
import { CreateSurvey, UpdateSurvey } from './documents'
import { type Draft, draftOf, newDraft, newQuestion, POSITIONS, THEMES, TRIGGERS, variablesOf } from './draft'
import { QuestionFields } from './QuestionFields'
import { SurveyPreview } from './SurveyPreview'

interface Props {
  /** the one that is changed; none for a new one */
  survey: Row | null
  onClose: () => void
  onSaved: () => void
}

export function SurveyForm({ survey, onClose, onSaved }: Props) {
  const words = useWords()
  const project = useProject().id
  const [draft, setDraft] = useState(() => (survey ? draftOf(survey) : newDraft()))
  const [made, create] = useMutation(CreateSurvey)
  const [changed, update] = useMutation(UpdateSurvey)
  const { rest } = refusalOf(made.error ?? changed.error, [])
  const save = () => {
    const sent = { project, ...variablesOf(draft) }
    void (survey ? update({ ...sent, id: survey.id }) : create(sent)).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={survey ? words.manage.editOf(survey.name) : words.surveys.new} size="70rem" refused={rest} busy={made.fetching || changed.fetching} onSubmit={save} onClose={onClose}>
      <div className={css.builder}>
        <div className={css.page}>
          <TextInput
            label={words.manage.name}
            value={draft.name}
            onChange={(event) => {
              setDraft({ ...draft, name: event.currentTarget.value })
            }}
            data-autofocus
            required
          />
          <Questions draft={draft} onChange={setDraft} />
          <TriggerFields draft={draft} onChange={setDraft} />
          <Looks draft={draft} onChange={setDraft} />
        </div>
        <SurveyPreview draft={draft} />
      </div>
    </FormDialog>
  )
}

interface PartProps {
  draft: Draft
  onChange: (draft: Draft) => void
}

function Questions({ draft, onChange }: PartProps) {
  const words = useWords()
  const { questions } = draft
  return (
    <>
      {questions.map((question, index) => (
        <QuestionFields
          key={index}
          number={index + 1}
          question={question}
          onChange={(changed) => {
            onChange({ ...draft, questions: questions.map((each, at) => (at === index ? changed : each)) })
          }}
          {...(questions.length > 1 && {
            onRemove: () => {
              onChange({ ...draft, questions: questions.filter((_, at) => at !== index) })
            },
          })}
        />
      ))}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Icon name="plus" size={12} />}
          onClick={() => {
            onChange({ ...draft, questions: [...questions, newQuestion()] })
          }}
        >
          {words.surveys.add}
        </Button>
      </div>
    </>
  )
}

function TriggerFields({ draft, onChange }: PartProps) {
  const words = useWords()
  const { trigger } = draft
  const put = (changed: Partial<Draft['trigger']>) => {
    onChange({ ...draft, trigger: { ...trigger, ...changed } })
  }
  return (
    <div className={css.row}>
      <Select
        flex={1}
        label={words.surveys.trigger}
        data={TRIGGERS.map((value) => ({ value, label: words.surveys.triggers[value] }))}
        value={trigger.type}
        onChange={(type) => {
          if (type) put({ type })
        }}
        allowDeselect={false}
      />
      {trigger.type === 'TIME_ON_PAGE' && (
        <NumberInput w={120} label={words.surveys.seconds} min={0} value={trigger.delaySeconds ?? 0} onChange={(value) => { put({ delaySeconds: Number(value) }) }} />
      )}
      {trigger.type === 'SCROLL_DEPTH' && (
        <NumberInput w={160} label={words.surveys.percent} min={1} max={100} value={trigger.percent ?? 50} onChange={(value) => { put({ percent: Number(value) }) }} />
      )}
      {trigger.type === 'EVENT' && (
        <TextInput w={180} label={words.surveys.event} value={trigger.event ?? ''} onChange={(event) => { put({ event: event.currentTarget.value }) }} />
      )}
      <TagsInput w="100%" label={words.surveys.pages} description={words.manage.optional} value={trigger.pages ?? []} onChange={(pages) => { put({ pages }) }} acceptValueOnBlur />
      <Checkbox label={words.surveys.once} checked={trigger.showOnce} onChange={(event) => { put({ showOnce: event.currentTarget.checked }) }} />
    </div>
  )
}

function Looks({ draft, onChange }: PartProps) {
  const words = useWords()
  const { appearance } = draft
  const put = (changed: Partial<Draft['appearance']>) => {
    onChange({ ...draft, appearance: { ...appearance, ...changed } })
  }
  return (
    <div className={css.row}>
      <Select
        flex="1 1 150px"
        label={words.surveys.position}
        data={POSITIONS.map((value) => ({ value, label: words.surveys.positions[value] }))}
        value={appearance.position}
        onChange={(position) => {
          if (position) put({ position })
        }}
        allowDeselect={false}
      />
      <Select
        flex="1 1 150px"
        label={words.surveys.theme}
        data={THEMES.map((value) => ({ value, label: words.surveys.themes[value] }))}
        value={appearance.theme}
        onChange={(theme) => {
          if (theme) put({ theme })
        }}
        allowDeselect={false}
      />
      <ColorInput w={140} label={words.surveys.colour} value={appearance.primaryColor ?? ''} onChange={(primaryColor) => { put({ primaryColor }) }} />
    </div>
  )
}
