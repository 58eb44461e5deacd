import { Autocomplete } from '@mantine/core'
import { useState } from 'react'
import { upper, useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { useKnown } from '../forms/useKnown'
import { AnswerPanel } from '../panels/AnswerPanel'
import { Bars } from '../panels/Bars'
import { gridOf } from '../panels/grid'
import { useAnswer } from '../panels/useAnswer'
import { Choice } from '../parts/Choice'
import { usePageChoice, usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import type { Link } from './paths/layout'
import { Sankey } from './paths/Sankey'
import { usePageName } from './paths/usePageName'

const PathsQuery = graphql(`
  query Paths(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $path: String!
    $direction: PathDirection!
    $depth: Int!
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        pathTree(path: $path, direction: $direction, depth: $depth, width: 6) {
          path
          visitors
          links {
            step
            source
            target
            visitors
          }
        }
        paths(path: $path, direction: $direction, first: 12) {
          flows {
            nextPath
            visitors
            percentage
          }
        }
      }
    }
  }
`)

type Flow = NonNullable<NonNullable<ResultOf<typeof PathsQuery>['project']>['analytics']['paths']>['flows'][number]

const DIRECTIONS = ['forward', 'backward'] as const
const DEPTHS = ['3', '2', '4', '5'] as const

/** Where visitors go after a page, or where they come from. */
export default function Paths() {
  const words = useWords()
  const { compare: _, ...asked } = useAskedVariables()
  const [chosen, look] = usePageChoice('page')
  const [direction, chooseDirection] = usePageOption('direction', DIRECTIONS)
  const [depth, chooseDepth] = usePageOption('steps', DEPTHS)
  const path = chosen ?? '/'
  const answer = useAnswer(PathsQuery, { ...asked, path, direction: upper(direction), depth: Number(depth) })
  const found = answer.data?.project?.analytics
  const { FORWARD, BACKWARD } = words.paths.directions
  const grids = useGrids(direction)
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <PageChoice key={path} path={path} onChoose={look} />
        <Choice label={words.paths.direction} names={{ forward: FORWARD, backward: BACKWARD }} value={direction} onChange={chooseDirection} />
        <Choice label={words.paths.depth} names={{ 2: '2', 3: '3', 4: '4', 5: '5' }} value={depth} onChange={chooseDepth} />
        <span className={page.soft}>{words.paths.hint}</span>
      </div>
      <AnswerPanel
        title={words.paths.tree}
        answer={answer}
        field="pathTree"
        found={found?.pathTree}
        isEmpty={({ visitors }) => visitors === 0}
        grid={({ links }) => grids.links(links)}
        rows={10}
      >
        {(tree) => (
          <Sankey path={tree.path} visitors={tree.visitors} links={tree.links} backward={direction === 'backward'} onLook={look} />
        )}
      </AnswerPanel>
      <AnswerPanel
        title={words.paths.flows[upper(direction)]}
        answer={answer}
        field="paths"
        found={found?.paths}
        isEmpty={({ flows }) => flows.length === 0}
        grid={({ flows }) => grids.flows(flows)}
      >
        {({ flows }) => <Flows flows={flows} />}
      </AnswerPanel>
    </div>
  )
}

/** Which page one looks from: chosen from those that were seen, or typed. */
function PageChoice({ path, onChoose }: { path: string; onChoose: (path: string) => void }) {
  const words = useWords()
  const { pages } = useKnown()
  const [typed, setTyped] = useState(path)
  const done = (value: string) => {
    if (value.startsWith('/') && value !== path) onChoose(value)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        done(typed)
      }}
    >
      <Autocomplete
        size="xs"
        w={260}
        aria-label={words.paths.page}
        data={pages}
        limit={12}
        value={typed}
        onChange={setTyped}
        onOptionSubmit={done}
        error={typed.startsWith('/') ? undefined : words.forms.pathNeeded}
      />
    </form>
  )
}

function Flows({ flows }: { flows: Flow[] }) {
  const format = useFormat()
  const name = usePageName()
  return (
    <Bars
      bars={flows.map(({ nextPath, visitors, percentage }) => ({
        name: name(nextPath),
        value: visitors,
        text: format.whole(visitors),
        aside: format.percent(percentage),
      }))}
    />
  )
}

function useGrids(direction: 'forward' | 'backward') {
  const words = useWords()
  const format = useFormat()
  const name = usePageName()
  return {
    links: (links: Link[]) =>
      gridOf(
        [
          { name: words.paths.step, value: ({ step }) => step },
          { name: words.paths.from, value: ({ source }) => source, show: ({ source }) => name(source) },
          { name: words.paths.to, value: ({ target }) => target, show: ({ target }) => name(target) },
          { name: words.paths.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
        ],
        links,
      ),
    flows: (flows: Flow[]) =>
      gridOf(
        [
          { name: words.paths.flows[upper(direction)], value: ({ nextPath }) => nextPath, show: ({ nextPath }) => name(nextPath) },
          { name: words.paths.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
          { name: words.common.share, value: ({ percentage }) => percentage, show: ({ percentage }) => format.percent(percentage) },
        ],
        flows,
        ({ nextPath }) => nextPath,
      ),
  }
}
