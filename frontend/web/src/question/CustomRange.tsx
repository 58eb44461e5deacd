import '@mantine/dates/styles.css'
import 'dayjs/locale/de'
import { Button } from '@mantine/core'
import { DatePicker, DatesProvider } from '@mantine/dates'
import { useState } from 'react'
import { useSpeech } from '../words/words'
import { dayIn, type Span } from './ranges'
import { useQuestion } from './useQuestion'

/** A calendar for any two days. It comes with the click that opens it: nobody waits for it before. */
export default function CustomRange({ span, onChoose }: { span: Span; onChoose: (span: Span) => void }) {
  const { words, language } = useSpeech()
  const { asked } = useQuestion()
  const [days, setDays] = useState<[string | null, string | null]>([span.start.slice(0, 10), span.end.slice(0, 10)])
  const [start, end] = days
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1, weekendDays: [] }}>
      <div role="group" aria-label={words.range.custom}>
        <DatePicker
          type="range"
          size="xs"
          value={days}
          onChange={setDays}
          defaultDate={span.end.slice(0, 10)}
          maxDate={dayIn(asked.zone, new Date())}
          allowSingleDateInRange
          hideOutsideDates
          ariaLabels={{ nextMonth: words.common.next, previousMonth: words.common.previous }}
        />
        <Button
          mt="sm"
          size="xs"
          fullWidth
          disabled={!start || !end}
          onClick={() => {
            if (start && end) onChoose({ start, end })
          }}
        >
          {words.range.apply}
        </Button>
      </div>
    </DatesProvider>
  )
}
