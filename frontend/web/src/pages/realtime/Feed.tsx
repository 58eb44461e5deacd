import { useEffect, useState } from 'react'
import { useClient } from 'urql'
import type { ResultOf } from '../../api/graphql'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import { FeedSubscription } from './documents'
import css from './Realtime.module.css'

type Happening = ResultOf<typeof FeedSubscription>['liveEvents']

const KEPT = 40
/** new events are shown together this often: the page stays calm, and usable, at a thousand a second */
const SHOW_MS = 400

/** Events as they arrive, newest first. */
export function Feed({ paused }: { paused: boolean }) {
  const words = useWords()
  const happenings = useHappenings(paused)
  if (paused) return <p className={css.soft}>{words.realtime.paused}</p>
  if (happenings.length === 0) return <p className={css.quiet}>{words.realtime.waiting}</p>
  return (
    <ol className={css.feed} aria-label={words.realtime.feed}>
      {happenings.map((happening) => (
        <Line key={happening.id} happening={happening} />
      ))}
    </ol>
  )
}

function Line({ happening }: { happening: Happening }) {
  const words = useWords()
  const format = useFormat()
  const { type, name, path, country, source, browser, device, timestamp } = happening
  const what = type === 'event' ? name : path
  const who = [format.country(country), browser, device].join(' · ')
  return (
    <li className={css.line} data-type={type}>
      <span className={css.what}>
        <span className={css.kind}>{words.realtime.kinds[type] ?? type}</span> <b>{what ?? name ?? path}</b>
        {type === 'event' && path && <span className={css.soft}> {path}</span>}
      </span>
      <span className={css.who}>
        {who}
        {source !== '(direct)' && ` · ${words.realtime.via(source)}`}
      </span>
      <time className={css.time} dateTime={timestamp}>
        {format.clock(timestamp)}
      </time>
    </li>
  )
}

function useHappenings(paused: boolean): Happening[] {
  const client = useClient()
  const { id } = useProject()
  const [shown, setShown] = useState<Happening[]>([])
  useEffect(() => {
    if (paused) return undefined
    let waiting: Happening[] = []
    const subscription = client.subscription(FeedSubscription, { project: id }).subscribe(({ data }) => {
      if (data) waiting = [data.liveEvents, ...waiting].slice(0, KEPT)
    })
    const timer = setInterval(() => {
      if (waiting.length === 0) return
      const arrived = waiting
      waiting = []
      setShown((before) => [...arrived, ...before].slice(0, KEPT))
    }, SHOW_MS)
    return () => {
      clearInterval(timer)
      subscription.unsubscribe()
    }
  }, [client, id, paused])
  return shown
}
