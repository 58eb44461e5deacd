import { ActionIcon, Menu } from '@mantine/core'
import { useState } from 'react'
import { Annotations } from '../../annotations/Annotations'
import { problemAt } from '../../api/problems'
import { Chart } from '../../panels/chart/Chart'
import { ChartTable } from '../../panels/chart/ChartTable'
import { openQuery } from '../../panels/query'
import { StatCards } from '../../panels/StatCards'
import { Failed } from '../../panels/States'
import { ActionsMenu } from '../../parts/ActionsMenu'
import { Icon } from '../../parts/icons'
import { IntervalChoice } from '../../question/IntervalChoice'
import { useQuestion } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import { OverviewQuery } from './documents'
import css from './Overview.module.css'
import type { Overview } from './useOverview'

/** The key numbers, and the chosen one over time. */
export function ChartPanel({ overview }: { overview: Overview }) {
  const words = useWords()
  const { asked } = useQuestion()
  const [table, setTable] = useState(false)
  const problem = problemAt(overview.error, 'stats')
  return (
    <section className={css.main} aria-label={words.stats.title}>
      {problem && !overview.stats ? (
        <Failed problem={problem} />
      ) : (
        <StatCards current={overview.stats?.current ?? null} previous={overview.stats?.previous ?? null} />
      )}
      <div className={css.bar}>
        <h2>{words.chart.title(words.metrics[asked.metric])}</h2>
        <IntervalChoice />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={table ? words.chart.chart : words.chart.table}
          onClick={() => {
            setTable(!table)
          }}
        >
          <Icon name={table ? 'chart' : 'table'} />
        </ActionIcon>
        <Actions overview={overview} />
      </div>
      <div className={css.drawing}>
        <Drawing overview={overview} table={table} />
      </div>
      <Annotations annotations={overview.annotations} onChanged={overview.again} />
    </section>
  )
}

function Drawing({ overview, table }: { overview: Overview; table: boolean }) {
  const { series } = overview
  const problem = problemAt(overview.error, 'timeseries')
  if (series) return table ? <ChartTable series={series} /> : <Chart series={series} />
  return problem ? <Failed problem={problem} /> : <div className={css.empty} />
}

function Actions({ overview }: { overview: Overview }) {
  const words = useWords()
  return (
    <ActionsMenu label={words.panel.actions(words.stats.title)}>
      <Menu.Item
        leftSection={<Icon name="code" />}
        onClick={() => {
          openQuery(OverviewQuery, overview.variables, 'stats')
        }}
      >
        {words.panel.showQuery}
      </Menu.Item>
    </ActionsMenu>
  )
}
