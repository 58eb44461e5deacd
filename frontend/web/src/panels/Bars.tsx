import css from './Bars.module.css'

export interface Bar {
  name: string
  value: number
  text: string
  /** a second number, behind */
  aside?: string
}

/** A bar for each of a few things that stand in an order. The table behind it belongs to the panel. */
export function Bars({ bars }: { bars: Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <ul className={css.bars}>
      {bars.map(({ name, value, text, aside }) => (
        <li key={name}>
          <span className={css.name}>{name}</span>
          <span className={css.track} aria-hidden="true">
            <span style={{ width: `${String((value / most) * 100)}%` }} />
          </span>
          <b>{text}</b>
          {aside !== undefined && <span className={css.aside}>{aside}</span>}
        </li>
      ))}
    </ul>
  )
}
