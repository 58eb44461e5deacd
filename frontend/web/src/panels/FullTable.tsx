import { Table } from '@mantine/core'
import { Icon } from '../parts/icons'
import type { Format } from '../words/format'
import { useFormat, useWords } from '../words/words'
import { RowButton } from './BarList'
import css from './FullList.module.css'
import { type ListId, type ListMetric, listOf } from './lists'

export type FullRow = { value: string; percentage: number | null } & Record<ListMetric, number | null>

interface Props {
  list: ListId
  rows: FullRow[]
  order: ListMetric
  onOrder: (metric: ListMetric) => void
}

export function FullTable({ list, rows, order, onOrder }: Props) {
  const words = useWords()
  const format = useFormat()
  const { dimension, metrics } = listOf(list)
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={words.dimensions[dimension]}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.dimensions[dimension]}</Table.Th>
            {metrics.map((metric) => (
              <Table.Th key={metric} scope="col" className={css.number} aria-sort={order === metric ? 'descending' : 'none'}>
                <button
                  type="button"
                  className={css.sort}
                  aria-label={words.panel.sortBy(words.metrics[metric])}
                  onClick={() => {
                    onOrder(metric)
                  }}
                >
                  {words.metrics[metric]}
                  {order === metric && <Icon name="down" size={12} />}
                </button>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.value}>
              <Table.Th scope="row" className={css.name}>
                <RowButton dimension={dimension} value={row.value} />
              </Table.Th>
              {metrics.map((metric) => (
                <Table.Td key={metric} className={css.number}>
                  {numberText(format, metric, row[metric])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function numberText(format: Format, metric: ListMetric, value: number | null): string {
  if (value === null) return '–'
  if (metric === 'bounceRate') return format.percent(value)
  if (metric === 'avgDuration' || metric === 'timeOnPage') return format.duration(value)
  return format.whole(value)
}
