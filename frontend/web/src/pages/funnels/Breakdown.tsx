import { useState } from 'react'
import { upper, useAskedVariables } from '../../api/asked'
import { AnswerPanel } from '../../panels/AnswerPanel'
import { RowButton } from '../../panels/BarList'
import { gridOf } from '../../panels/grid'
import { Pager } from '../../panels/Pager'
import { useAnswer } from '../../panels/useAnswer'
import { usePaging } from '../../panels/usePaging'
import { DimensionChoice, VISIT_DIMENSIONS, type VisitDimension } from '../../question/DimensionChoice'
import { useFormat, useWords } from '../../words/words'
import { FunnelByQuery, type FunnelReport } from './documents'

const SIZE = 10

/** How far those come who share a source, a country, a device. */
export function Breakdown({ id, steps }: { id: string; steps: FunnelReport['steps'] }) {
  const words = useWords()
  const format = useFormat()
  const asked = useAskedVariables()
  const [by, setBy] = useState<VisitDimension>('source')
  const paging = usePaging(`${JSON.stringify(asked)} ${id} ${by}`, SIZE)
  const { compare: _, ...rest } = asked
  const answer = useAnswer(FunnelByQuery, { ...rest, id, by: upper(by), first: SIZE, after: paging.after })
  const found = answer.data?.project?.analytics.funnelBreakdown
  return (
    <AnswerPanel
      title={words.funnels.breakdown}
      answer={answer}
      field="funnelBreakdown"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      tools={<DimensionChoice dimensions={VISIT_DIMENSIONS} value={by} onChange={setBy} />}
      grid={({ nodes }) =>
        gridOf(
          [
            { name: words.dimensions[by], value: ({ value }) => value, show: ({ value }) => <RowButton dimension={by} value={value} /> },
            ...steps.map(({ label }, index) => ({
              name: `${String(index + 1)}. ${label}`,
              value: ({ visitors }: (typeof nodes)[number]) => visitors[index] ?? 0,
              show: ({ visitors }: (typeof nodes)[number]) => format.whole(visitors[index] ?? 0),
            })),
            { name: words.funnels.conversion, value: (row) => row.overallConversion, show: (row) => format.percent(row.overallConversion) },
          ],
          nodes,
          ({ value }) => value,
        )
      }
      foot={<Pager paging={paging} list={found} />}
    />
  )
}
