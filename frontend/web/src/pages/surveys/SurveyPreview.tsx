import { useEffect, useRef } from 'react'
import { build } from '../../../../tracker/src/survey/build'
import { useWords } from '../../words/words'
import css from '../Manage.module.css'
import type { Draft } from './draft'

/** The survey as the tracking script draws it: the very same code, in a box. */
export function SurveyPreview({ draft }: { draft: Draft }) {
  const words = useWords()
  const stage = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { position, theme, primaryColor } = draft.appearance
    const { host, form } = build({
      id: 'preview',
      name: draft.name || '…',
      questions: draft.questions.map(({ text, type, required, options, min, max }, index) => ({
        id: String(index),
        type: type.toLowerCase(),
        text: text || '…',
        required: required ?? true,
        options,
        min,
        max,
      })),
      appearance: {
        position: position.toLowerCase().replace('_', '-'),
        theme: theme.toLowerCase(),
        ...(primaryColor && { primary_color: primaryColor }),
      },
    })
    form.addEventListener('submit', (event) => {
      event.preventDefault()
    })
    stage.current?.replaceChildren(host)
  }, [draft])
  return (
    <div className={css.preview}>
      <span className={css.soft}>{words.surveys.preview}</span>
      <div ref={stage} className={css.stage} inert />
    </div>
  )
}
