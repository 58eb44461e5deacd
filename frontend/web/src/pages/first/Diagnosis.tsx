import { Button } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useManages } from '../../frame/session'
import { graphql } from '../../api/graphql'
import { useAnswer } from '../../panels/useAnswer'
import { Icon } from '../../parts/icons'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import css from './FirstRun.module.css'

const DiagnosisQuery = graphql(`
  query Diagnosis($project: ID, $manages: Boolean!) {
    project(id: $project) {
      id
      refusedRequests {
        message
        host
        count
      }
      analytics(range: { period: LAST_24_HOURS }) {
        dropped {
          reason
          count
        }
      }
      keys(first: 1000) @include(if: $manages) {
        nodes {
          name
          scopes
          lastUsedAt
        }
      }
    }
  }
`)

const EVERY_MS = 5_000

interface Finding {
  good: boolean
  text: string
}

/** Why nothing comes, as far as the server and this browser can tell. It looks again by itself. */
export function Diagnosis() {
  const words = useWords()
  const { found, again } = useFindings()
  return (
    <section className={css.diagnosis} aria-label={words.diagnosis.title}>
      <h3>{words.diagnosis.title}</h3>
      <ul>
        {found.map(({ good, text }) => (
          <li key={text} data-good={good}>
            <Icon name={good ? 'check' : 'close'} size={14} />
            {text}
          </li>
        ))}
      </ul>
      <p className={css.soft}>
        {words.diagnosis.policy} <code>{`script-src ${location.origin}; connect-src ${location.origin}`}</code>
      </p>
      <Button size="compact-xs" variant="default" onClick={again}>
        {words.diagnosis.check}
      </Button>
    </section>
  )
}

function useFindings(): { found: Finding[]; again: () => void } {
  const words = useWords().diagnosis
  const format = useFormat()
  const manages = useManages()
  const project = useProject().id
  const { data, again } = useAnswer(DiagnosisQuery, { project, manages })
  const reached = useReached()
  useEffect(() => {
    const timer = setInterval(again, EVERY_MS)
    return () => {
      clearInterval(timer)
    }
  }, [again])
  const refused = data?.project?.refusedRequests
  const dropped = data?.project?.analytics.dropped ?? []
  const keys = data?.project?.keys?.nodes.filter(({ scopes }) => scopes.includes('INGEST') || scopes.includes('ADMIN'))
  const found: Finding[] = [
    ...(reached.known ? [{ good: reached.yes, text: reached.yes ? words.reachable : words.blocked }] : []),
    ...(keys ? [keyFinding(keys)] : []),
    ...(refused?.length === 0 ? [{ good: true, text: words.noRefused }] : []),
    ...(refused ?? []).map(({ count, host, message }) => ({ good: false, text: words.refused(format.whole(count), host, message) })),
    ...dropped.map(({ reason, count }) => ({
      good: false,
      text: words.dropped[reason]?.(format.whole(count)) ?? words.otherDropped(format.whole(count), reason),
    })),
  ]
  function keyFinding(of: { name: string; lastUsedAt: string | null }[]): Finding {
    const used = of.find(({ lastUsedAt }) => lastUsedAt !== null)
    if (of.length === 0) return { good: false, text: words.noKey }
    return used?.lastUsedAt
      ? { good: true, text: words.used(used.name, format.moment(used.lastUsedAt)) }
      : { good: false, text: words.unused }
  }
  return { found, again: useCallback(() => { reached.again(); again() }, [reached, again]) }
}

/** Whether this browser may load the script: what blocks it here may block it for visitors. */
function useReached() {
  const [state, setState] = useState({ known: false, yes: false })
  const again = useCallback(() => {
    fetch('/api/script.js', { cache: 'no-store' })
      .then(({ ok }) => {
        setState({ known: true, yes: ok })
      })
      .catch(() => {
        setState({ known: true, yes: false })
      })
  }, [])
  useEffect(again, [again])
  return { ...state, again }
}
