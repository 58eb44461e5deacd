import { Button } from '@mantine/core'
import { Panel } from '../panels/Panel'
import { Icon } from '../parts/icons'
import { useFileAddress } from '../panels/useFileAddress'
import { useWords } from '../words/words'
import page from './Analysis.module.css'
import css from './exports/Exports.module.css'

const REPORTS = ['stats', 'pages', 'referrers', 'events', 'devices', 'geo', 'campaigns'] as const
const FORMATS = ['csv', 'ndjson', 'parquet'] as const

/** Files to take away: every report, and every event. They are written while they are read, however large. */
export default function Exports() {
  const words = useWords()
  const address = useFileAddress()
  return (
    <div className={page.page}>
      <Panel title={words.exports.reports}>
        <p className={css.hint}>{words.exports.reportsHint}</p>
        <ul className={css.list}>
          {REPORTS.map((report) => (
            <li key={report}>
              <div>
                <b>{words.exports.names[report]}</b>
                <p>{words.exports.does[report]}</p>
              </div>
              <Download href={address(report)} label={`${words.exports.names[report]}, CSV`} text="CSV" />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={words.exports.raw}>
        <p className={css.hint}>{words.exports.rawHint}</p>
        <div className={css.formats}>
          {FORMATS.map((format) => (
            <Download
              key={format}
              href={address('raw', format)}
              label={`${words.exports.raw}, ${words.exports.formats[format]}`}
              text={words.exports.formats[format]}
            />
          ))}
        </div>
      </Panel>
    </div>
  )
}

function Download({ href, label, text }: { href: string; label: string; text: string }) {
  const words = useWords()
  return (
    <Button
      component="a"
      href={href}
      download
      size="xs"
      variant="default"
      leftSection={<Icon name="download" size={14} />}
      aria-label={words.exports.download(label)}
    >
      {text}
    </Button>
  )
}
