import { Table } from '@mantine/core'
import { useAsked } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from './Chart.module.css'
import type { Series } from './series'

/** The same numbers for whoever reads rather than looks. */
export function ChartTable({ series }: { series: Series }) {
  const words = useWords()
  const format = useFormat()
  const { zone, drawn: interval } = useAsked()
  const { metric, points, previous, marks } = series
  const before = (index: number): string => {
    const point = previous?.[index]
    return point ? format.metric(metric, point.value) : ''
  }
  return (
    <div className={css.table} tabIndex={0} role="region" aria-label={words.chart.title(words.metrics[metric])}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.chart.time}</Table.Th>
            <Table.Th ta="right">{words.metrics[metric]}</Table.Th>
            {previous && <Table.Th ta="right">{words.chart.comparison}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map((point, index) => (
            <Table.Tr key={point.start}>
              <Table.Td>
                {format.bucket(point.start, interval, zone, true)}
                {point.unfinished && ` (${words.chart.unfinished})`}
                {marks.filter((mark) => mark.index === index).map(({ text }) => ` · ${text}`)}
              </Table.Td>
              <Table.Td ta="right">{format.metric(metric, point.value)}</Table.Td>
              {previous && <Table.Td ta="right">{before(index)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
