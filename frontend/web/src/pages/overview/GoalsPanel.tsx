import { Menu } from '@mantine/core'
import { Link } from 'wouter'
import { useWrites } from '../../frame/session'
import { isWithheld, problemAt } from '../../api/problems'
import { Panel } from '../../panels/Panel'
import { openQuery } from '../../panels/query'
import { Failed, Waiting } from '../../panels/States'
import { Icon } from '../../parts/icons'
import { useQuestion } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import list from '../../panels/BarList.module.css'
import { GoalsQuery } from './documents'
import css from './GoalsPanel.module.css'
import type { Overview } from './useOverview'

/** How often each goal was reached. */
export function GoalsPanel({ overview }: { overview: Overview }) {
  const words = useWords()
  const { project, range, where, timezone } = overview.variables
  if (isWithheld(overview.error, 'goalSummaries')) return null
  const actions = (
    <Menu.Item
      leftSection={<Icon name="code" />}
      onClick={() => {
        openQuery(GoalsQuery, { project, range, where, timezone })
      }}
    >
      {words.panel.showQuery}
    </Menu.Item>
  )
  return (
    <Panel title={words.overview.goals} actions={actions}>
      <Goals overview={overview} />
    </Panel>
  )
}

function Goals({ overview }: { overview: Overview }) {
  const words = useWords()
  const format = useFormat()
  const { link } = useQuestion()
  const writes = useWrites()
  const problem = problemAt(overview.error, 'goalSummaries')
  if (!overview.goals) return problem ? <Failed problem={problem} /> : <Waiting rows={4} />
  if (overview.goals.length === 0)
    return (
      <p className={css.none}>
        {words.overview.noGoals} {writes && <Link href={link('/goals')}>{words.overview.defineGoal}</Link>}
      </p>
    )
  return (
    <table className={list.list}>
      <thead>
        <tr>
          <th scope="col">{words.overview.goal}</th>
          <th scope="col" className={list.number}>
            {words.overview.conversions}
          </th>
          <th scope="col" className={list.share}>
            {words.overview.conversionRate}
          </th>
        </tr>
      </thead>
      <tbody>
        {overview.goals.map(({ goalId, name, conversions, conversionRate }) => (
          <tr key={goalId}>
            <th scope="row" className={list.name}>
              <span className={list.bar} style={{ width: `${Math.min(100, conversionRate)}%` }} />
              {writes ? (
                <Link className={css.goal} href={link('/goals', {}, { goal: goalId })}>
                  {name}
                </Link>
              ) : (
                <span className={css.goal}>{name}</span>
              )}
            </th>
            <td className={list.number} title={format.whole(conversions)}>
              {format.short(conversions)}
            </td>
            <td className={list.share}>{format.percent(conversionRate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
