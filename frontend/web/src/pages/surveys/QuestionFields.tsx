import { ActionIcon, Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { Icon } from '../../parts/icons'
import { useWords } from '../../words/words'
import css from '../Manage.module.css'
import { type QuestionDraft, TYPES } from './draft'

interface Props {
  number: number
  question: QuestionDraft
  onChange: (question: QuestionDraft) => void
  onRemove?: () => void
}

export function QuestionFields({ number, question, onChange, onRemove }: Props) {
  const words = useWords()
  const put = (changed: Partial<QuestionDraft>) => {
    onChange({ ...question, ...changed })
  }
  return (
    <div role="group" aria-label={words.surveys.question(number)} className={css.page} style={{ gap: 8 }}>
      <div className={css.row}>
        <TextInput
          flex={1}
          label={words.surveys.question(number)}
          value={question.text}
          onChange={(event) => {
            put({ text: event.currentTarget.value })
          }}
          required
        />
        <Select
          w={170}
          label={words.surveys.type}
          data={TYPES.map((value) => ({ value, label: words.surveys.types[value] }))}
          value={question.type}
          onChange={(type) => {
            if (type) put({ type })
          }}
          allowDeselect={false}
        />
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.surveys.remove(number)} onClick={onRemove}>
            <Icon name="close" size={14} />
          </ActionIcon>
        )}
      </div>
      <div className={css.row}>
        {question.type === 'RATING' && (
          <>
            <NumberInput w={90} label={words.surveys.from} value={question.min} onChange={(min) => { put({ min: Number(min) }) }} />
            <NumberInput w={90} label={words.surveys.to} value={question.max} onChange={(max) => { put({ max: Number(max) }) }} />
          </>
        )}
        {question.type.endsWith('CHOICE') && (
          <TagsInput flex={1} label={words.surveys.options} description={words.surveys.optionsHint} value={question.options} onChange={(options) => { put({ options }) }} acceptValueOnBlur />
        )}
        <Checkbox label={words.surveys.required} checked={question.required ?? true} onChange={(event) => { put({ required: event.currentTarget.checked }) }} />
      </div>
    </div>
  )
}
