import { Menu } from '@mantine/core'
import { useState } from 'react'
import { isWithheld, problemAt } from '../../api/problems'
import { WorldMap } from '../../map/WorldMap'
import { BarList } from '../../panels/BarList'
import { openDetails } from '../../panels/details'
import { ListQuery } from '../../panels/documents'
import { listName, listOf, type PanelId, PANELS } from '../../panels/lists'
import { Panel } from '../../panels/Panel'
import { openQuery } from '../../panels/query'
import { Empty, Failed, Waiting } from '../../panels/States'
import { useListVariables } from '../../panels/useFullList'
import { Icon } from '../../parts/icons'
import { useFormat, useWords } from '../../words/words'
import type { PanelListId } from './answer'
import css from './ListPanel.module.css'
import type { Overview } from './useOverview'

const SHOWN = 9

/** One of the overview's rankings. Its tabs are other views of the same thing and cost no request. */
export function ListPanel({ id, overview }: { id: PanelId; overview: Overview }) {
  const words = useWords()
  const [chosen, setList] = useState<PanelListId>(PANELS[id][0])
  const lists = (PANELS[id] as PanelListId[]).filter((each) => !isWithheld(overview.error, each))
  const list = lists.includes(chosen) ? chosen : lists[0]
  if (!list) return null
  const details = () => {
    openDetails(list)
  }
  return (
    <Panel
      title={words.frame[id]}
      tabs={lists.map((each) => ({ id: each, name: listName(words, each) }))}
      tab={list}
      onTab={(next) => {
        setList(next as PanelListId)
      }}
      actions={<Actions list={list} onDetails={details} />}
    >
      <Ranking list={list} overview={overview} onMore={details} />
    </Panel>
  )
}

function Actions({ list, onDetails }: { list: PanelListId; onDetails: () => void }) {
  const words = useWords()
  const variables = useListVariables(list)
  return (
    <>
      <Menu.Item leftSection={<Icon name="expand" />} onClick={onDetails}>
        {words.panel.details}
      </Menu.Item>
      <Menu.Item
        leftSection={<Icon name="code" />}
        onClick={() => {
          openQuery(ListQuery, variables, listOf(list).file)
        }}
      >
        {words.panel.showQuery}
      </Menu.Item>
    </>
  )
}

function Ranking({ list, overview, onMore }: { list: PanelListId; overview: Overview; onMore: () => void }) {
  const words = useWords()
  const format = useFormat()
  const { dimension, metrics } = listOf(list)
  const found = overview.lists?.[list]
  const problem = problemAt(overview.error, list)
  if (!found) return problem ? <Failed problem={problem} /> : <Waiting rows={SHOWN} />
  if (found.rows.length === 0) return <Empty />
  const rows = found.rows.slice(0, SHOWN)
  const ranking = (
    <div>
      <BarList rows={rows} dimension={dimension} head={[words.dimensions[dimension], words.metrics[metrics[0]]]} />
      {found.total > rows.length && (
        <button type="button" className={css.more} onClick={onMore}>
          {words.panel.more(format.whole(found.total))}
        </button>
      )}
    </div>
  )
  if (list !== 'countries') return ranking
  return (
    <div className={css.mapped}>
      <WorldMap rows={found.rows} as="shades" filters />
      {ranking}
    </div>
  )
}
