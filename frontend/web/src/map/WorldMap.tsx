import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { ListRow } from '../panels/BarList'
import { toggled } from '../question/filters'
import { useQuestion } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './WorldMap.module.css'

const World = lazy(() => import('./World'))

interface Props {
  rows: ListRow[]
  as: 'shades' | 'dots'
  /** clicks filter by the country */
  filters?: boolean
}

/** Where visitors are, on a map that comes when it is needed. */
export function WorldMap({ rows, as, filters = false }: Props) {
  const words = useWords()
  const format = useFormat()
  const { asked, change } = useQuestion()
  const spots = rows.map(({ value, count }) => ({
    code: value,
    count,
    text: `${format.country(value)}: ${format.whole(count)}`,
  }))
  const choose = (code: string, exclude: boolean) => {
    change({ filters: toggled(asked.filters, 'country', exclude ? 'is_not' : 'is', code) })
  }
  return (
    <div className={css.map}>
      <Suspense fallback={<Skeleton className={css.wait} />}>
        <World spots={spots} as={as} label={words.overview.map} {...(filters && { onChoose: choose })} />
      </Suspense>
    </div>
  )
}
