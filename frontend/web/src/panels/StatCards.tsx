import { Skeleton } from '@mantine/core'
import { Icon } from '../parts/icons'
import { type Metric, METRICS } from '../question/question'
import { useQuestion } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './StatCards.module.css'

export type Numbers = Record<Metric, number>

/** fewer bounces are better; of everything else, more */
const LESS_IS_BETTER: Metric[] = ['bounceRate']

interface Props {
  current: Numbers | null
  previous: Numbers | null
}

/** The key numbers. Each is a switch: the chart below draws the chosen one. */
export function StatCards({ current, previous }: Props) {
  const words = useWords()
  return (
    <div className={css.cards} role="group" aria-label={words.stats.title}>
      {METRICS.map((metric) => (
        <Card key={metric} metric={metric} value={current?.[metric]} before={previous?.[metric]} />
      ))}
    </div>
  )
}

function Card({ metric, value, before }: { metric: Metric; value: number | undefined; before: number | undefined }) {
  const words = useWords()
  const format = useFormat()
  const { asked, change } = useQuestion()
  return (
    <button
      type="button"
      className={css.card}
      aria-pressed={asked.metric === metric}
      onClick={() => {
        change({ metric })
      }}
    >
      <span className={css.label}>{words.metrics[metric]}</span>
      {value === undefined ? (
        <Skeleton h={30} w={80} />
      ) : (
        <span className={css.value} data-metric={metric} title={format.metric(metric, value)}>
          {format.metric(metric, value, true)}
        </span>
      )}
      {value !== undefined && before !== undefined && <Change metric={metric} value={value} before={before} />}
    </button>
  )
}

function Change({ metric, value, before }: { metric: Metric; value: number; before: number }) {
  const words = useWords()
  const format = useFormat()
  const ratio = before === 0 ? null : (value - before) / before
  const rose = value > before
  const good = rose !== LESS_IS_BETTER.includes(metric)
  const was = words.stats.before(format.metric(metric, before))
  if (value === before) return <span className={css.change}>{words.stats.unchanged}</span>
  if (ratio === null) return <span className={css.change}>{words.stats.fresh}</span>
  const change = format.change(ratio)
  return (
    <span className={css.change} data-good={good} title={was}>
      <Icon name={rose ? 'up' : 'down'} size={12} />
      <span aria-hidden="true">{change}</span>
      <span className="sr">
        {rose ? words.stats.rose(change) : words.stats.fell(change)}, {was}
      </span>
    </span>
  )
}
