import { useFormat, useWords } from '../../words/words'
import type { FunnelReport } from './documents'
import css from './Funnels.module.css'

interface Props {
  report: FunnelReport
  /** the step whose leavers are shown, counted from one */
  lost: number | null
  onLost: (step: number) => void
}

const HEIGHT = 220

/** A column for each step, as high as its part of the first; what falls off between two leads to who it was. */
export function FunnelChart({ report, lost, onLost }: Props) {
  const words = useWords()
  const format = useFormat()
  const { steps } = report
  const first = steps[0]?.visitors ?? 0
  const heights = steps.map(({ visitors }) => (first === 0 ? 0 : (visitors / first) * HEIGHT))
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={words.funnels.chart}>
      <ol className={css.funnel} style={{ gridTemplateColumns: `repeat(${String(steps.length)}, minmax(148px, 1fr))` }}>
        {steps.map((step, index) => {
          const next = steps[index + 1]
          const height = heights[index] ?? 0
          return (
            <li key={index} className={css.step}>
              <div className={css.bars} aria-hidden="true" style={{ height: HEIGHT }}>
                <span className={css.column}>
                  <span className={css.fill} style={{ height: Math.max(2, height) }} />
                </span>
                {next && <Flow from={height} to={heights[index + 1] ?? 0} />}
              </div>
              <div className={css.about}>
                <span className={css.label} title={step.label}>
                  {index + 1}. {step.label}
                </span>
                <span className={css.big} data-step={index + 1} data-value={step.visitors}>
                  {format.whole(step.visitors)}
                </span>
                <span className={css.soft}>
                  {index === 0 ? words.funnels.visitors : `${format.percent(step.conversionRate)} ${words.funnels.rate.toLowerCase()}`}
                </span>
                {step.medianSeconds !== null && (
                  <span className={css.soft}>{words.funnels.after(format.duration(step.medianSeconds))}</span>
                )}
                {next && (
                  <button
                    type="button"
                    className={css.lost}
                    aria-pressed={lost === index + 1}
                    disabled={next.dropOff === 0}
                    onClick={() => {
                      onLost(index + 1)
                    }}
                  >
                    {words.funnels.lost(format.whole(next.dropOff))}
                  </button>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** What goes on from one column to the next. */
function Flow({ from, to }: { from: number; to: number }) {
  const points = `0,${String(HEIGHT - from)} 100,${String(HEIGHT - to)} 100,${String(HEIGHT)} 0,${String(HEIGHT)}`
  return (
    <svg className={css.flow} viewBox={`0 0 100 ${String(HEIGHT)}`} preserveAspectRatio="none">
      <polygon points={points} />
    </svg>
  )
}
