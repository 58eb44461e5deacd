import { upper, useAskedVariables } from '../api/asked'
import { graphql } from '../api/graphql'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { Pager } from '../panels/Pager'
import { useAnswer } from '../panels/useAnswer'
import { usePaging } from '../panels/usePaging'
import { useAsked, usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'

const OutlinksQuery = graphql(`
  query Outlinks(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $by: OutlinkKey!
    $first: Int!
    $after: String
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        outlinks(by: $by, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            value
            clicks
            visitors
          }
        }
      }
    }
  }
`)

const KEYS = ['url', 'host', 'page'] as const
const SIZE = 25

/** Which links lead away, to whom, and from where. */
export default function Outlinks() {
  const words = useWords()
  const format = useFormat()
  const { filters } = useAsked()
  const { compare: _, ...asked } = useAskedVariables()
  const [by, choose] = usePageOption('by', KEYS)
  const paging = usePaging(`${JSON.stringify(asked)} ${by}`, SIZE)
  const answer = useAnswer(OutlinksQuery, { ...asked, by: upper(by), first: SIZE, after: paging.after })
  const found = answer.data?.project?.analytics.outlinks
  if (found?.totalCount === 0 && filters.length === 0)
    return <Teach icon="outlinks" title={words.outlinks.teachTitle} text={words.outlinks.teach} />
  return (
    <AnswerPanel
      title={words.outlinks.title}
      answer={answer}
      field="outlinks"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      tabs={KEYS.map((key) => ({ id: key, name: words.outlinks[key] }))}
      tab={by}
      onTab={(tab) => { choose(KEYS.find((key) => key === tab) ?? 'url') }}
      rows={10}
      grid={({ nodes }) =>
        gridOf(
          [
            { name: by === 'page' ? words.dimensions.page : words.outlinks.link, value: ({ value }) => value },
            { name: words.outlinks.clicks, value: ({ clicks }) => clicks, show: ({ clicks }) => format.whole(clicks) },
            { name: words.outlinks.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
          ],
          nodes,
          ({ value }) => value,
        )
      }
      foot={<Pager paging={paging} list={found} />}
    />
  )
}
