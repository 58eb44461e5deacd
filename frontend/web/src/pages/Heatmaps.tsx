import { Select } from '@mantine/core'
import { useState } from 'react'
import { upper, useAskedVariables } from '../api/asked'
import { graphql, type ResultOf } from '../api/graphql'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { Failed, Waiting } from '../panels/States'
import { problemOfField, useAnswer } from '../panels/useAnswer'
import { Choice } from '../parts/Choice'
import { useAsked, usePageChoice, usePageOption } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import { elementsOf, type HotElement } from './heatmaps/elements'
import { HeatCanvas } from './heatmaps/HeatCanvas'
import { PictureChoice } from './heatmaps/Picture'

const ClickedPagesQuery = graphql(`
  query ClickedPages($project: ID, $range: RangeInput, $where: FilterInput, $timezone: TimeZone) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        clickedPages(first: 200) {
          nodes {
            path
            totalClicks
          }
        }
      }
    }
  }
`)

const HeatmapQuery = graphql(`
  query Heatmap(
    $project: ID
    $range: RangeInput
    $where: FilterInput
    $timezone: TimeZone
    $path: String!
    $viewport: Viewport
  ) {
    project(id: $project) {
      id
      analytics(range: $range, where: $where, timezone: $timezone) {
        heatmap(path: $path, viewport: $viewport, first: 1000) {
          path
          viewportWidth
          totalClicks
          spots
          clicks {
            x
            y
            selector
            count
          }
        }
      }
    }
  }
`)

export type Heatmap = NonNullable<NonNullable<ResultOf<typeof HeatmapQuery>['project']>['analytics']['heatmap']>
export type Click = Heatmap['clicks'][number]

const VIEWPORTS = ['all', 'desktop', 'tablet', 'mobile'] as const

/** Where visitors click on a page, by the width of their window. */
export default function Heatmaps() {
  const words = useWords()
  const format = useFormat()
  const { filters } = useAsked()
  const { compare: _, ...asked } = useAskedVariables()
  const [chosen, choose] = usePageChoice('page')
  const [viewport, chooseViewport] = usePageOption('window', VIEWPORTS)
  const list = useAnswer(ClickedPagesQuery, asked)
  const pages = list.data?.project?.analytics.clickedPages?.nodes
  if (!pages) {
    const problem = problemOfField(list, 'clickedPages')
    return problem ? <Failed problem={problem} /> : <Waiting rows={8} />
  }
  if (pages.length === 0 && filters.length === 0)
    return <Teach icon="heatmaps" title={words.heatmaps.teachTitle} text={words.heatmaps.teach} />
  const path = chosen ?? pages[0]?.path ?? '/'
  const { ALL, DESKTOP, TABLET, MOBILE } = words.heatmaps.viewports
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <Select
          size="xs"
          w={280}
          aria-label={words.heatmaps.page}
          data={pages.map((each) => ({ value: each.path, label: `${each.path} (${format.short(each.totalClicks)})` }))}
          value={path}
          onChange={choose}
          allowDeselect={false}
          searchable
        />
        <Choice
          label={words.heatmaps.viewport}
          names={{ all: ALL, desktop: DESKTOP, tablet: TABLET, mobile: MOBILE }}
          value={viewport}
          onChange={chooseViewport}
        />
      </div>
      <Map key={`${path} ${viewport}`} path={path} viewport={viewport} />
    </div>
  )
}

const SHOWN = 15

/** The page with its clicks, and the most clicked spots beside it. */
function Map({ path, viewport }: { path: string; viewport: (typeof VIEWPORTS)[number] }) {
  const words = useWords()
  const { compare: _, ...asked } = useAskedVariables()
  const [marked, mark] = useState<HotElement | null>(null)
  const [picture, lay] = useState<ImageBitmap | null>(null)
  const answer = useAnswer(HeatmapQuery, { ...asked, path, viewport: viewport === 'all' ? null : upper(viewport) })
  const found = answer.data?.project?.analytics.heatmap
  const spots = useSpotsGrid(found?.totalClicks ?? 0)
  const elements = useElementsGrid(found?.totalClicks ?? 0, mark)
  const isEmpty = ({ totalClicks }: Heatmap) => totalClicks === 0
  return (
    <div className={page.wideLeft}>
      <AnswerPanel
        title={words.heatmaps.map}
        answer={answer}
        field="heatmap"
        found={found}
        isEmpty={isEmpty}
        grid={({ clicks }) => spots(clicks)}
        rows={12}
        tools={<PictureChoice picture={picture} onChange={lay} />}
      >
        {(heatmap) => <HeatCanvas heatmap={heatmap} marked={marked} picture={picture} />}
      </AnswerPanel>
      <AnswerPanel
        title={words.heatmaps.elements}
        answer={answer}
        field="heatmap"
        found={found}
        isEmpty={isEmpty}
        grid={({ clicks }) => elements(elementsOf(clicks).slice(0, SHOWN))}
        rows={12}
      />
    </div>
  )
}

function useSpotsGrid(total: number) {
  const words = useWords()
  const format = useFormat()
  return (clicks: Click[]) =>
    gridOf(
      [
        { name: words.heatmaps.selector, value: ({ selector }) => selector || words.heatmaps.noSelector },
        { name: words.heatmaps.place, value: ({ x, y }) => `${String(x)}, ${String(y)}` },
        { name: words.heatmaps.clicks, value: ({ count }) => count, show: ({ count }) => format.whole(count) },
        { name: words.heatmaps.share, value: ({ count }) => (count / total) * 100, show: ({ count }) => format.percent((count / total) * 100) },
      ],
      clicks,
      ({ selector, x, y }) => `${selector} ${String(x)} ${String(y)}`,
    )
}

function useElementsGrid(total: number, mark: (element: HotElement | null) => void) {
  const words = useWords()
  const format = useFormat()
  return (elements: HotElement[]) =>
    gridOf(
      [
        {
          name: words.heatmaps.selector,
          value: ({ selector }) => selector,
          show: (element) => (
            <button
              type="button"
              className={page.link}
              aria-label={words.heatmaps.mark(element.selector || words.heatmaps.noSelector)}
              onMouseEnter={() => { mark(element) }}
              onMouseLeave={() => { mark(null) }}
              onFocus={() => { mark(element) }}
              onBlur={() => { mark(null) }}
            >
              <code>{element.selector || words.heatmaps.noSelector}</code>
            </button>
          ),
        },
        { name: words.heatmaps.clicks, value: ({ count }) => count, show: ({ count }) => format.whole(count) },
        { name: words.heatmaps.share, value: ({ count }) => (count / total) * 100, show: ({ count }) => format.percent((count / total) * 100) },
      ],
      elements,
      ({ selector }) => selector,
    )
}
