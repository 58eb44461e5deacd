import { ActionIcon, Menu } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Icon } from '../parts/icons'
import { useAsked } from '../question/useQuestion'
import { useWords } from '../words/words'
import css from './AnswerPanel.module.css'
import { csvOf, download } from './csv'
import { type Grid, headOf, rawOf } from './grid'
import { GridTable } from './GridTable'
import { Panel, type Tab } from './Panel'
import { openQuery } from './query'
import { Empty, Failed, Waiting } from './States'
import { type Answer, problemOfField } from './useAnswer'

interface Props<Found> {
  title: string
  answer: Answer<unknown>
  /** the field of the answer that it shows, as errors name it */
  field: string
  found: Found | null | undefined
  isEmpty?: (found: Found) => boolean
  /** what stands where there is nothing */
  empty?: ReactNode
  /** the numbers as a table: behind the picture, and in the file */
  grid?: (found: Found) => Grid
  /** the picture; without one the table stands there */
  children?: (found: Found) => ReactNode
  tools?: ReactNode
  foot?: ReactNode
  tabs?: Tab[]
  tab?: string
  onTab?: (tab: string) => void
  /** how many lines wait in its place */
  rows?: number
}

/** A panel around one answer: it waits, fails, is empty or shows it, and tells its query. */
export function AnswerPanel<Found>(props: Props<Found>) {
  const { title, answer, found, grid, children, tools, foot, tabs, tab, onTab } = props
  const words = useWords()
  const [asTable, setAsTable] = useState(false)
  const made = present(found) && grid ? grid(found) : null
  const behind = children !== undefined && grid !== undefined
  return (
    <Panel
      title={title}
      {...(tabs && { tabs })}
      {...(tab !== undefined && { tab })}
      {...(onTab && { onTab })}
      foot={foot}
      tools={
        <>
          {tools}
          {behind && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${asTable ? words.chart.chart : words.chart.table}: ${title}`}
              onClick={() => {
                setAsTable(!asTable)
              }}
            >
              <Icon name={asTable ? 'chart' : 'table'} />
            </ActionIcon>
          )}
        </>
      }
      actions={<Actions title={title} answer={answer} grid={made} />}
    >
      <div className={css.body} aria-busy={answer.waiting}>
        <Body {...props} asTable={asTable || !children} made={made} />
      </div>
    </Panel>
  )
}

const present = <Found,>(found: Found | null | undefined): found is Found => found !== null && found !== undefined

interface BodyProps<Found> extends Props<Found> {
  asTable: boolean
  made: Grid | null
}

function Body<Found>({ title, answer, field, found, isEmpty, empty, children, rows = 6, asTable, made }: BodyProps<Found>) {
  if (!present(found)) {
    const problem = problemOfField(answer, field)
    if (problem && !answer.waiting) return <Failed problem={problem} />
    return answer.waiting ? <Waiting rows={rows} /> : (empty ?? <Empty />)
  }
  if (isEmpty?.(found)) return empty ?? <Empty />
  if (asTable && made) return <GridTable grid={made} label={title} bounded={children !== undefined} />
  return children?.(found)
}

function Actions({ title, answer, grid }: { title: string; answer: Answer<unknown>; grid: Grid | null }) {
  const words = useWords()
  const { span } = useAsked()
  const save = (rows: Grid) => {
    const name = `${title} ${span.start.slice(0, 10)} ${span.end.slice(0, 10)}.csv`
    download(name.toLowerCase().replaceAll(' ', '-'), csvOf(headOf(rows), rawOf(rows)))
  }
  return (
    <>
      <Menu.Item
        leftSection={<Icon name="code" />}
        onClick={() => {
          openQuery(answer.query, answer.variables)
        }}
      >
        {words.panel.showQuery}
      </Menu.Item>
      {grid && (
        <Menu.Item
          leftSection={<Icon name="download" />}
          onClick={() => {
            save(grid)
          }}
        >
          {words.panel.csv}
        </Menu.Item>
      )}
    </>
  )
}
