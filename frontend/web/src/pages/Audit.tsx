import { use, useState } from 'react'
import { graphql, type ResultOf } from '../api/graphql'
import { useHere } from '../frame/session'
import { ProjectsContext } from '../frame/ProjectChoice'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { Pager } from '../panels/Pager'
import { type Answer, useAnswer } from '../panels/useAnswer'
import { usePaging } from '../panels/usePaging'
import { useAsked, useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './Manage.module.css'

const EntryFields = graphql(`
  fragment AuditFields on AuditEntryConnection @_unmask {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      at
      actor
      viaSession
      action
      target
      projectId
      given
    }
  }
`)

const ProjectAuditQuery = graphql(
  `
    query ProjectAudit($project: ID, $first: Int!, $after: String) {
      project(id: $project) {
        id
        auditLog(first: $first, after: $after) {
          ...AuditFields
        }
      }
    }
  `,
  [EntryFields],
)

const WholeAuditQuery = graphql(
  `
    query WholeAudit($first: Int!, $after: String) {
      auditLog(first: $first, after: $after) {
        ...AuditFields
      }
    }
  `,
  [EntryFields],
)

type Entries = ResultOf<typeof EntryFields>
type Entry = Entries['nodes'][number]

const SIZE = 25

/** Who administered what: of this project, and for an operator of everything. */
export default function Audit() {
  const words = useWords()
  const { session } = useHere()
  const [whole, setWhole] = useState(false)
  const tabs = {
    tabs: [
      { id: 'project', name: words.audit.project },
      { id: 'whole', name: words.audit.whole },
    ],
    tab: whole ? 'whole' : 'project',
    onTab: (tab: string) => { setWhole(tab === 'whole') },
  }
  const List = whole ? Whole : OfProject
  return <List {...(session.operator && tabs)} />
}

type Tabs = Partial<Pick<Parameters<typeof AnswerPanel>[0], 'tabs' | 'tab' | 'onTab'>>

function OfProject(tabs: Tabs) {
  const project = useProject().id
  const paging = usePaging(project, SIZE)
  const answer = useAnswer(ProjectAuditQuery, { project, first: SIZE, after: paging.after })
  return <Log {...tabs} answer={answer} found={answer.data?.project?.auditLog} paging={paging} withProject={false} />
}

function Whole(tabs: Tabs) {
  const paging = usePaging('whole', SIZE)
  const answer = useAnswer(WholeAuditQuery, { first: SIZE, after: paging.after })
  return <Log {...tabs} answer={answer} found={answer.data?.auditLog} paging={paging} withProject />
}

interface LogProps extends Tabs {
  answer: Answer<unknown>
  found: Entries | null | undefined
  paging: ReturnType<typeof usePaging>
  withProject: boolean
}

function Log({ answer, found, paging, withProject, ...tabs }: LogProps) {
  const words = useWords()
  return (
    <AnswerPanel
      title={words.audit.title}
      {...tabs}
      answer={answer}
      field="auditLog"
      found={found}
      isEmpty={({ nodes }) => nodes.length === 0}
      empty={<p className={css.soft}>{words.audit.none}</p>}
      grid={useLogGrid(withProject)}
      rows={10}
      foot={<Pager paging={paging} list={found} />}
    />
  )
}

function useLogGrid(withProject: boolean) {
  const words = useWords()
  const format = useFormat()
  const { zone } = useAsked()
  const projects = use(ProjectsContext)
  const nameOf = ({ projectId }: Entry) => projects.find(({ id }) => id === projectId)?.name ?? projectId
  const who = ({ actor, viaSession }: Entry) => {
    const name = actor === 'operator' ? words.audit.operator : actor
    return viaSession ? words.audit.inBrowser(name) : name
  }
  return ({ nodes }: Entries) =>
    gridOf<Entry>(
      [
        { name: words.audit.when, value: ({ at }) => at, show: ({ at }) => format.moment(at, zone) },
        { name: words.audit.who, value: who },
        { name: words.audit.what, value: ({ action }) => action, show: ({ action }) => words.audit.actions[action] ?? <code>{action}</code> },
        ...(withProject ? [{ name: words.frame.project, value: nameOf }] : []),
        { name: words.audit.target, value: ({ target }) => target, show: ({ target }) => target && <code>{target}</code> },
        { name: words.audit.given, value: ({ given }) => given, show: (entry) => <Given entry={entry} /> },
      ],
      nodes,
      ({ id }) => id,
    )
}

/** What was asked for, as names and values on a line; what it was done to stands beside. */
function Given({ entry }: { entry: Entry }) {
  const given = Object.entries(JSON.parse(entry.given) as Record<string, unknown>).filter(([, value]) => value !== entry.target)
  return (
    <span className={css.given}>
      {given.map(([name, value]) => (
        <span key={name}>
          <span className={css.soft}>{name}</span> {said(value)}
        </span>
      ))}
    </span>
  )
}

function said(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.map(said).join(', ') : JSON.stringify(value)
}
