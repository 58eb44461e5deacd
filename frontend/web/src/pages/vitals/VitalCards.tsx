import { useFormat, useWords } from '../../words/words'
import type { Vital } from '../Vitals'
import { METRICS, THRESHOLDS, useVitalText, type VitalName } from './thresholds'
import css from './Vitals.module.css'

interface Props {
  vitals: Vital[]
  /** of the period that is compared with */
  before: Pick<Vital, 'metric' | 'p75'>[]
  chosen: VitalName
  onChoose: (metric: VitalName) => void
}

/** Each metric with its 75th percentile, and where its percentiles lie on the scale from good to poor. */
export function VitalCards({ vitals, before, chosen, onChoose }: Props) {
  const words = useWords()
  return (
    <>
      <div className={css.cards} role="group" aria-label={words.vitals.scale}>
        {METRICS.map((metric) => {
          const vital = vitals.find((each) => each.metric === metric)
          const was = before.find((each) => each.metric === metric)?.p75 ?? null
          return vital && <Card key={metric} name={metric} vital={vital} was={was} chosen={chosen === metric} onChoose={onChoose} />
        })}
      </div>
      <p className={css.hint}>{words.vitals.percentiles}</p>
    </>
  )
}

interface CardProps {
  name: VitalName
  vital: Vital
  was: number | null
  chosen: boolean
  onChoose: (metric: VitalName) => void
}

function Card({ name, vital, was, chosen, onChoose }: CardProps) {
  const words = useWords()
  const format = useFormat()
  const text = useVitalText()
  const { p75, rating, samples } = vital
  return (
    <button type="button" className={css.card} aria-pressed={chosen} onClick={() => { onChoose(name) }}>
      <span className={css.name}>
        <b>{name}</b> {words.vitals.names[name]}
      </span>
      <span className={css.value} data-vital={name} data-value={p75 ?? ''}>
        {text(name, p75)}
        {rating && (
          <span className={css.rated} data-rating={rating}>
            {words.vitals.ratings[rating]}
          </span>
        )}
      </span>
      <Scale name={name} vital={vital} />
      {was !== null && <span className={css.soft}>{words.stats.before(text(name, was))}</span>}
      <span className={css.soft}>{words.vitals.samples(format.whole(samples))}</span>
    </button>
  )
}

/** Three bands, and a mark for each percentile: the outermost is p99, cut at the end of the scale. */
function Scale({ name, vital }: { name: VitalName; vital: Vital }) {
  const words = useWords()
  const text = useVitalText()
  const [good, poor] = THRESHOLDS[name]
  const end = poor * 1.5
  const place = (value: number) => `${String(Math.min(100, (value / end) * 100))}%`
  return (
    <span className={css.scale} title={`${words.vitals.good(text(name, good))}, ${words.vitals.poor(text(name, poor))}`}>
      <span className={css.band} data-rating="GOOD" style={{ width: place(good) }} />
      <span className={css.band} data-rating="NEEDS_IMPROVEMENT" style={{ width: place(poor - good) }} />
      <span className={css.band} data-rating="POOR" style={{ flex: 1 }} />
      {(['p50', 'p75', 'p99'] as const).map((part) => {
        const value = vital[part]
        return (
          value !== null && (
            <span key={part} className={css.mark} data-part={part} style={{ left: place(value) }}>
              <span className="sr">{`${part}: ${text(name, value)}`}</span>
            </span>
          )
        )
      })}
    </span>
  )
}
