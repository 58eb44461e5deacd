import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { Link } from 'wouter'
import { graphql, type ResultOf } from '../api/graphql'
import { FormDialog } from '../forms/FormDialog'
import { refusalOf } from '../forms/refusal'
import { ZoneSelect } from '../forms/ZoneSelect'
import { problemOf } from '../api/problems'
import { Failed, Waiting } from '../panels/States'
import { useAnswer } from '../panels/useAnswer'
import { useQuestion } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './Projects.module.css'

const ProjectsQuery = graphql(`
  query AllProjects {
    projects(first: 1000) {
      nodes {
        id
        name
        domain
      }
    }
  }
`)

const CardQuery = graphql(`
  query ProjectCard($project: ID) {
    project(id: $project) {
      id
      realtime {
        activeVisitors
      }
      analytics(range: { period: LAST_30_DAYS }) {
        stats {
          current {
            visitors
          }
        }
        timeseries {
          visitors
        }
      }
    }
  }
`)

const CreateProject = graphql(`
  mutation CreateProject($name: String!, $domain: String!, $timezone: TimeZone!) {
    createProject(name: $name, domain: $domain, timezone: $timezone) {
      id
    }
  }
`)

type Row = NonNullable<ResultOf<typeof ProjectsQuery>['projects']>['nodes'][number]

/** Every project at a glance, for whoever may see them all. */
export default function Projects() {
  const words = useWords()
  const answer = useAnswer(ProjectsQuery, {})
  const [making, setMaking] = useState(false)
  const rows = answer.data?.projects?.nodes
  return (
    <>
      <div>
        <Button
          size="xs"
          onClick={() => {
            setMaking(true)
          }}
        >
          {words.projects.new}
        </Button>
      </div>
      {rows ? (
        <ul className={css.grid}>
          {rows.map((row) => (
            <Card key={row.id} row={row} />
          ))}
        </ul>
      ) : answer.error ? (
        <Failed problem={problemOf(answer.error)} />
      ) : (
        <Waiting rows={4} />
      )}
      {making && (
        <Form
          onClose={() => {
            setMaking(false)
          }}
          onSaved={answer.again}
        />
      )}
    </>
  )
}

/** Each card asks for itself: the first ones are there while the last ones are still counted. */
function Card({ row }: { row: Row }) {
  const words = useWords()
  const format = useFormat()
  const { link } = useQuestion()
  const { id, name, domain } = row
  const { data } = useAnswer(CardQuery, { project: id })
  const { analytics, realtime } = data?.project ?? {}
  const numbers = analytics?.stats?.current
  return (
    <li className={css.card}>
      <Link href={link('/', { project: id, filters: [] })} aria-label={words.projects.open(name)} className={css.name}>
        {name}
      </Link>
      <span className={css.soft}>{domain}</span>
      <Spark values={(analytics?.timeseries ?? []).map(({ visitors }) => visitors)} label={words.projects.spark(name)} />
      <span className={css.numbers}>
        <b data-project={id}>{numbers ? format.short(numbers.visitors) : '–'}</b> {words.metrics.visitors}
        <span className={css.soft}>{words.projects.last30}</span>
        {realtime && <span className={css.now}>{words.projects.now(format.whole(realtime.activeVisitors))}</span>}
      </span>
    </li>
  )
}

const WIDTH = 200
const HEIGHT = 44

/** A line without axes: only whether it rises or falls. The number beneath says how much it is. */
function Spark({ values, label }: { values: number[]; label: string }) {
  const most = Math.max(1, ...values)
  const points = values.map((value, index) => {
    const x = values.length > 1 ? (index / (values.length - 1)) * WIDTH : 0
    return `${x.toFixed(1)},${(HEIGHT - 2 - (value / most) * (HEIGHT - 4)).toFixed(1)}`
  })
  return (
    <svg className={css.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <polyline points={points.join(' ')} />
    </svg>
  )
}

function Form({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const words = useWords()
  const [name, setName] = useState('')
  const [domain, setDomain] = useState('')
  const [timezone, setTimezone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [{ fetching, error }, create] = useMutation(CreateProject)
  const refusal = refusalOf(error, ['name', 'domain', 'timezone'])
  const save = () => {
    void create({ name, domain, timezone }).then((result) => {
      if (result.error) return
      onSaved()
      onClose()
    })
  }
  return (
    <FormDialog title={words.projects.new} refused={refusal.rest} busy={fetching} onSubmit={save} onClose={onClose}>
      <TextInput label={words.projects.name} value={name} onChange={(event) => { setName(event.currentTarget.value) }} error={refusal.at('name')} data-autofocus required />
      <TextInput label={words.projects.domain} placeholder="shop.example" value={domain} onChange={(event) => { setDomain(event.currentTarget.value) }} error={refusal.at('domain')} required />
      <ZoneSelect label={words.projects.timezone} value={timezone} onChange={setTimezone} error={refusal.at('timezone')} />
    </FormDialog>
  )
}
