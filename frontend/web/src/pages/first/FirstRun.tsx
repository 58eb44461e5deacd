import { Button, Loader } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { useManages } from '../../frame/session'
import { Copied } from '../../parts/Copied'
import { Icon } from '../../parts/icons'
import { useProject } from '../../question/useQuestion'
import { useWords } from '../../words/words'
import { CreateKey } from '../settings/documents'
import { Diagnosis } from './Diagnosis'
import css from './FirstRun.module.css'
import { useArrival } from './useEver'

const PLACEHOLDER = 'YOUR_INGEST_KEY'

/** What to do while nothing has arrived yet; it steps aside by itself when something does. */
export function FirstRun({ onDone }: { onDone: () => void }) {
  const words = useWords()
  const [key, setKey] = useState<string | null>(null)
  const { origin } = location
  const shown = key ?? PLACEHOLDER
  const tag = `<script defer src="${origin}/api/script.js" data-api="${origin}" data-key="${shown}"></script>`
  const body = '{"type":"pageview","path":"/hello"}'
  const curl = `curl -X POST ${origin}/api/collect -H 'X-Pulse-Key: ${shown}' -d '${body}'`
  return (
    <section className={css.guide} aria-labelledby="first-run">
      <h2 id="first-run">{words.firstRun.title}</h2>
      <p>{words.firstRun.intro}</p>
      <ol className={css.steps}>
        <li>
          <h3>{words.firstRun.step1}</h3>
          <Code text={tag} />
          {key ? <p className={css.soft}>{words.firstRun.madeKey}</p> : <KeyHint onKey={setKey} />}
        </li>
        <li>
          <h3>{words.firstRun.step2}</h3>
          <Code text={curl} />
        </li>
        <li>
          <h3>{words.firstRun.step3}</h3>
          <Arrival onDone={onDone} />
        </li>
      </ol>
      <Diagnosis />
      <details className={css.reasons}>
        <summary>{words.firstRun.nothing}</summary>
        <ul>
          {words.firstRun.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function Code({ text }: { text: string }) {
  return (
    <div className={css.code}>
      <pre tabIndex={0}>{text}</pre>
      <Copied text={text} />
    </div>
  )
}

/** Whoever may make keys gets one here; the others are told what belongs in its place. */
function KeyHint({ onKey }: { onKey: (key: string) => void }) {
  const words = useWords()
  const manages = useManages()
  const { id } = useProject()
  const [{ fetching, error }, create] = useMutation(CreateKey)
  const make = () => {
    void create({ project: id, name: words.firstRun.keyName, scopes: ['INGEST'] }).then(({ data }) => {
      if (data) onKey(data.createKey.key)
    })
  }
  return (
    <p className={css.soft}>
      {words.firstRun.placeholder}{' '}
      {manages && (
        <Button size="compact-xs" variant="default" loading={fetching} onClick={make}>
          {words.firstRun.makeKey}
        </Button>
      )}
      {error && <span role="alert"> {error.message}</span>}
    </p>
  )
}

function Arrival({ onDone }: { onDone: () => void }) {
  const words = useWords()
  const arrived = useArrival()
  return (
    <div className={css.arrival} role="status" data-arrived={arrived}>
      {arrived ? <Icon name="check" size={20} /> : <Loader size="sm" type="dots" />}
      <span>{arrived ? words.firstRun.arrived : words.firstRun.waiting}</span>
      <Button size="xs" variant={arrived ? 'filled' : 'subtle'} onClick={onDone}>
        {arrived ? words.firstRun.show : words.firstRun.skip}
      </Button>
    </div>
  )
}
