import { useQuery } from 'urql'
import { graphql } from '../../api/graphql'
import { problemOf } from '../../api/problems'
import { useManages } from '../../frame/session'
import { Panel } from '../../panels/Panel'
import { Failed, Waiting } from '../../panels/States'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import { ProjectForm } from './ProjectForm'
import css from './Settings.module.css'

const FactsQuery = graphql(`
  query ProjectFacts($project: ID) {
    project(id: $project) {
      id
      name
      domain
      timezone
      currency
      retentionDays
      identityWindow
      honourDnt
      createdAt
    }
  }
`)

export function ProjectFacts() {
  const words = useWords()
  const format = useFormat()
  const { id } = useProject()
  const manages = useManages()
  const [{ data, error }, ask] = useQuery({ query: FactsQuery, variables: { project: id } })
  const project = data?.project
  const { facts } = words.settings
  const kept = (days: number) => (days === 0 ? words.settings.keptForever : words.settings.keptDays(format.whole(days)))
  // what can be changed here stands in the form
  const changeable = !project || manages ? [] : [
    [facts.name, project.name],
    [facts.domain, project.domain],
    [facts.timezone, project.timezone],
    [facts.currency, project.currency],
    [facts.retention, kept(project.retentionDays)],
    [facts.identity, words.settings.windows[project.identityWindow]],
  ]
  const rows = project && [...changeable, [facts.id, project.id], [facts.created, format.date(project.createdAt)]]
  return (
    <Panel title={words.settings.project}>
      {rows ? (
        <dl className={css.facts}>
          {rows.map(([name, value]) => [<dt key={`${name ?? ''} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
        </dl>
      ) : error ? (
        <Failed problem={problemOf(error)} />
      ) : (
        <Waiting rows={5} />
      )}
      {manages && project && (
        <ProjectForm
          key={project.id}
          settings={project}
          onSaved={() => {
            ask({ requestPolicy: 'network-only' })
          }}
        />
      )}
    </Panel>
  )
}
