import { useFormat, useWords } from '../../words/words'
import css from './Realtime.module.css'
import type { Minute } from './useNow'

/** One bar a minute. It is a list as well, so that each bar can be read. */
export function Minutes({ minutes }: { minutes: Minute[] }) {
  const words = useWords()
  const format = useFormat()
  const most = Math.max(1, ...minutes.map(({ visitors }) => visitors))
  return (
    <>
      <ol className={css.minutes} style={{ gridTemplateColumns: `repeat(${minutes.length}, 1fr)` }}>
        {minutes.map(({ start, visitors }, index) => {
          const text = `${words.realtime.minute(minutes.length - 1 - index)}: ${format.whole(visitors)}`
          return (
            <li key={start} className={css.minute} title={text}>
              <span className={css.fill} style={{ height: `${(visitors / most) * 100}%` }} />
              <span className="sr">{text}</span>
            </li>
          )
        })}
      </ol>
      <div className={css.axis} aria-hidden="true">
        <span>{words.realtime.minute(minutes.length)}</span>
        <span>{words.realtime.minute(Math.round(minutes.length / 2))}</span>
        <span>{words.realtime.minute(0)}</span>
      </div>
    </>
  )
}
