import type { MouseEvent } from 'react'
import css from './World.module.css'
import world from './world.json'

export interface Spot {
  /** ISO 3166-1 alpha-2 */
  code: string
  count: number
  /** what is told of it when it is pointed at */
  text: string
}

interface Props {
  spots: Spot[]
  /** shaded countries, or dots on them */
  as: 'shades' | 'dots'
  label: string
  onChoose?: (code: string, exclude: boolean) => void
}

interface Country {
  at: number[]
  path?: string
}

const COUNTRIES: Record<string, Country> = world.countries
const SMALL_RADIUS = 7

/** A picture of numbers by country. It is for the eye and the mouse: a list with the same numbers stands beside it. */
export default function World({ spots, as, label, onChoose }: Props) {
  const byCode = new Map(spots.map((spot) => [spot.code, spot]))
  const most = Math.max(1, ...spots.map(({ count }) => count))
  const choose = (event: MouseEvent<SVGSVGElement>) => {
    const code = event.target instanceof SVGElement ? event.target.dataset.code : undefined
    if (code) onChoose?.(code, event.altKey)
  }
  return (
    <svg
      className={css.world}
      data-chooses={onChoose !== undefined}
      viewBox={`0 0 ${world.width} ${world.height}`}
      role="img"
      aria-label={label}
      onClick={choose}
    >
      {Object.entries(COUNTRIES).map(([code, country]) => (
        <Shape key={code} code={code} country={country} spot={as === 'shades' ? byCode.get(code) : undefined} most={most} />
      ))}
      {as === 'dots' && spots.map((spot) => <Dot key={spot.code} spot={spot} most={most} />)}
    </svg>
  )
}

interface ShapeProps {
  code: string
  country: Country
  spot: Spot | undefined
  most: number
}

/** A country; one that is too small to have an outline here is a circle, where there is something to say of it. */
function Shape({ code, country, spot, most }: ShapeProps) {
  const shown = {
    ...(spot && { 'data-code': code, style: { fillOpacity: shade(spot.count, most) }, className: css.some }),
  }
  const title = spot && <title>{spot.text}</title>
  if (country.path)
    return (
      <>
        <path className={css.land} d={country.path} />
        {spot && (
          <path {...shown} d={country.path}>
            {title}
          </path>
        )}
      </>
    )
  if (!spot) return null
  return (
    <circle {...shown} cx={country.at[0]} cy={country.at[1]} r={SMALL_RADIUS}>
      {title}
    </circle>
  )
}

function Dot({ spot, most }: { spot: Spot; most: number }) {
  const at = COUNTRIES[spot.code]?.at
  if (!at) return null
  const radius = 10 + 26 * Math.sqrt(spot.count / most)
  return (
    <g className={css.dot}>
      <circle className={css.pulse} cx={at[0]} cy={at[1]} r={radius} />
      <circle data-code={spot.code} cx={at[0]} cy={at[1]} r={radius}>
        <title>{spot.text}</title>
      </circle>
    </g>
  )
}

/** By the logarithm: one country often has more than all others together. */
const shade = (count: number, most: number): number => 0.18 + 0.82 * (Math.log1p(count) / Math.log1p(most))
