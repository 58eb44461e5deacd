import { useFormat, useWords } from '../../words/words'
import css from './Realtime.module.css'
import { type Minute, MINUTES } from './useNow'

/** One bar a minute. It is a list as well, so that each bar can be read. */
export function Minutes({ minutes }: { minutes: Minute[] }) {
  const words = useWords()
  const format = useFormat()
  const most = Math.max(1, ...minutes.map(({ views }) => views))
  return (
    <>
      <ol className={css.minutes} style={{ gridTemplateColumns: `repeat(${MINUTES}, 1fr)` }}>
        {minutes.map(({ start, views }, index) => {
          const text = `${words.realtime.minute(minutes.length - 1 - index)}: ${format.whole(views)}`
          return (
            <li key={start} className={css.minute} title={text}>
              <span className={css.fill} style={{ height: `${(views / most) * 100}%` }} />
              <span className="sr">{text}</span>
            </li>
          )
        })}
      </ol>
      <div className={css.axis} aria-hidden="true">
        <span>{words.realtime.minute(MINUTES)}</span>
        <span>{words.realtime.minute(MINUTES / 2)}</span>
        <span>{words.realtime.minute(0)}</span>
      </div>
    </>
  )
}
