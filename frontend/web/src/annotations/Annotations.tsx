import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWrites } from '../frame/session'
import { Icon } from '../parts/icons'
import { useAsked } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import { AnnotationDialog } from './AnnotationDialog'
import type { Annotation } from './annotations'
import css from './Annotations.module.css'

interface Props {
  annotations: Annotation[]
  onChanged: () => void
}

/** What happened in the range, beneath its chart: each can be changed, and another one added. */
export function Annotations({ annotations, onChanged }: Props) {
  const words = useWords()
  const format = useFormat()
  const { zone } = useAsked()
  const writes = useWrites()
  const [open, setOpen] = useState<Annotation | 'new' | null>(null)
  return (
    <div className={css.row}>
      <ul className={css.list} aria-label={words.annotations.inRange}>
        {annotations.map((annotation) => (
          <li key={annotation.id} className={css.chip}>
            <button
              type="button"
              disabled={!writes}
              onClick={() => {
                setOpen(annotation)
              }}
            >
              <Icon name="flag" size={12} />
              <span className="sr">{words.annotations.change}</span>
              <time dateTime={annotation.at}>{format.moment(annotation.at, zone)}</time>
              <b>{annotation.text}</b>
            </button>
            {annotation.link && (
              <a href={annotation.link} target="_blank" rel="noopener noreferrer">
                {words.annotations.more}
              </a>
            )}
          </li>
        ))}
      </ul>
      {writes && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Icon name="flag" size={12} />}
          onClick={() => {
            setOpen('new')
          }}
        >
          {words.annotations.add}
        </Button>
      )}
      {open && (
        <AnnotationDialog
          annotation={open === 'new' ? null : open}
          onSaved={onChanged}
          onClose={() => {
            setOpen(null)
          }}
        />
      )}
    </div>
  )
}
