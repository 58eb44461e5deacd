import { ActionIcon, Menu, Table } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useClient, useMutation } from 'urql'
import { useLocation } from 'wouter'
import { useAskedVariables } from '../api/asked'
import { graphql } from '../api/graphql'
import { problemOf } from '../api/problems'
import { DeleteDialog } from '../forms/DeleteDialog'
import { Panel } from '../panels/Panel'
import { Failed, Waiting } from '../panels/States'
import { Icon } from '../parts/icons'
import { type Metric, METRICS } from '../question/question'
import { FilterText } from '../question/FilterBar'
import { useProject, useQuestion } from '../question/useQuestion'
import { SaveSegment } from '../segments/SaveSegment'
import { DeleteSegment, type Segment, useSegments } from '../segments/segments'
import { useFormat, useWords } from '../words/words'
import css from './Segments.module.css'

const SegmentStats = graphql(`
  query SegmentStats($project: ID, $range: RangeInput, $where: FilterInput, $timezone: TimeZone, $segment: ID) {
    project(id: $project) {
      analytics(range: $range, where: $where, timezone: $timezone, segment: $segment) {
        stats {
          current {
            visitors
            sessions
            pageviews
            bounceRate
            avgDuration
            events
          }
        }
      }
    }
  }
`)

type Numbers = Record<Metric, number>

/** Segments side by side: the same numbers of each, and of everybody. */
export default function Segments() {
  const words = useWords()
  const { segments, error, reload } = useSegments()
  const body = () => {
    if (segments) return <Comparison segments={segments} onChanged={reload} />
    return error ? <Failed problem={problemOf(error)} /> : <Waiting rows={4} />
  }
  return <Panel title={words.segments.compare}>{body()}</Panel>
}

function Comparison({ segments, onChanged }: { segments: Segment[]; onChanged: () => void }) {
  const words = useWords()
  const numbers = useNumbers(segments)
  const everybody = numbers.get(null)
  return (
    <>
      {segments.length === 0 && <p className={css.hint}>{words.segments.none}</p>}
      <div className={css.scroll} tabIndex={0} role="region" aria-label={words.segments.compare}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.segments.one}</Table.Th>
              {METRICS.map((metric) => (
                <Table.Th key={metric} scope="col" className={css.number}>
                  {words.metrics[metric]}
                </Table.Th>
              ))}
              <Table.Th>
                <span className="sr">{words.forms.edit}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Row name={words.overview.everybody} numbers={everybody} />
            {segments.map((segment) => (
              <Row
                key={segment.id}
                name={segment.name}
                numbers={numbers.get(segment.id)}
                whole={everybody?.visitors}
                segment={segment}
                onChanged={onChanged}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  )
}

interface RowProps {
  name: string
  numbers: Numbers | undefined
  /** visitors of everybody, to tell the share of */
  whole?: number | undefined
  segment?: Segment
  onChanged?: () => void
}

function Row({ name, numbers, whole, segment, onChanged }: RowProps) {
  const words = useWords()
  const format = useFormat()
  const share = numbers && whole ? (100 * numbers.visitors) / whole : null
  return (
    <Table.Tr>
      <Table.Th scope="row" className={css.name}>
        {name}
        {share !== null && (
          <>
            <span className={css.bar} aria-hidden="true">
              <span style={{ width: `${Math.min(100, share)}%` }} />
            </span>
            <span className={css.soft}>{words.segments.ofAll(format.percent(share))}</span>
          </>
        )}
        {segment && <Conditions segment={segment} />}
      </Table.Th>
      {METRICS.map((metric) => (
        <Table.Td key={metric} className={css.number} data-metric={metric} title={numbers && format.metric(metric, numbers[metric])}>
          {numbers ? format.metric(metric, numbers[metric], true) : '…'}
        </Table.Td>
      ))}
      <Table.Td ta="right">{segment && <Actions segment={segment} onChanged={onChanged} />}</Table.Td>
    </Table.Tr>
  )
}

function Conditions({ segment }: { segment: Segment }) {
  const words = useWords()
  if (!segment.filters) return <span className={css.soft}>{words.segments.rich}</span>
  return (
    <span className={css.soft}>
      {segment.filters.map((filter, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          <FilterText filter={filter} />
        </span>
      ))}
    </span>
  )
}

function Actions({ segment, onChanged }: { segment: Segment; onChanged: (() => void) | undefined }) {
  const words = useWords()
  const project = useProject().id
  const { link } = useQuestion()
  const [, navigate] = useLocation()
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null)
  const [{ fetching, error }, remove] = useMutation(DeleteSegment)
  const { id, name, filters } = segment
  const close = () => {
    setOpen(null)
  }
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={words.segments.actionsOf(name)}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            disabled={!filters}
            onClick={() => {
              navigate(link('/', { filters: filters ?? [] }))
            }}
          >
            {words.segments.use}
          </Menu.Item>
          <Menu.Item onClick={() => { setOpen('rename') }}>{words.segments.rename}</Menu.Item>
          <Menu.Item onClick={() => { setOpen('remove') }}>{words.segments.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'rename' && <SaveSegment renamed={segment} onClose={close} onSaved={() => onChanged?.()} />}
      {open === 'remove' && (
        <DeleteDialog
          name={name}
          busy={fetching}
          refused={error?.message ?? null}
          onClose={close}
          onDelete={() => {
            void remove({ project, id }).then((result) => {
              if (!result.error) onChanged?.()
            })
          }}
        />
      )}
    </>
  )
}

/** The key numbers of each segment by its id, and of everybody under null; all are asked for at once. */
function useNumbers(segments: Segment[]): Map<string | null, Numbers> {
  const client = useClient()
  const asked = useAskedVariables()
  const [found, setFound] = useState(new Map<string | null, Numbers>())
  const ids = segments.map(({ id }) => id).join()
  useEffect(() => {
    let current = true
    setFound(new Map())
    const { compare: _, ...variables } = asked
    for (const segment of [null, ...ids.split(',').filter(Boolean)])
      void client
        .query(SegmentStats, { ...variables, segment })
        .toPromise()
        .then(({ data }) => {
          const stats = data?.project?.analytics.stats?.current
          if (current && stats) setFound((before) => new Map(before).set(segment, stats))
        })
    return () => {
      current = false
    }
  }, [client, asked, ids])
  return found
}
