import { Button } from '@mantine/core'
import { useState } from 'react'
import { AnnotationDialog } from '../annotations/AnnotationDialog'
import { type Annotation, DeleteAnnotation } from '../annotations/annotations'
import { graphql } from '../api/graphql'
import { EditMenu } from '../forms/EditMenu'
import { useRemoval } from '../forms/useRemoval'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { useAnswer } from '../panels/useAnswer'
import { useAsked, useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './Manage.module.css'

const AnnotationsQuery = graphql(`
  query Annotations($project: ID) {
    project(id: $project) {
      id
      annotations(first: 1000) {
        nodes {
          id
          at
          text
          link
        }
      }
    }
  }
`)

/** Every annotation, whenever it was. */
export default function AnnotationList() {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const { zone } = useAsked()
  const answer = useAnswer(AnnotationsQuery, { project })
  const [open, setOpen] = useState<Annotation | 'new' | null>(null)
  const removal = useRemoval(DeleteAnnotation, answer.again)
  const grid = (found: Annotation[]) =>
    gridOf<Annotation>(
      [
        { name: words.annotations.when, value: ({ at }) => at, show: ({ at }) => format.moment(at, zone) },
        { name: words.annotations.text, value: ({ text }) => text },
        { name: words.annotations.link, value: ({ link }) => link, show: ({ link }) => link && <a href={link}>{words.annotations.more}</a> },
        {
          name: words.manage.actions,
          value: () => null,
          acts: true,
          show: (row) => <EditMenu name={row.text} onEdit={() => { setOpen(row) }} onDelete={() => { removal.ask({ id: row.id, name: row.text }) }} />,
        },
      ],
      found,
      ({ id }) => id,
    )
  const add = (
    <Button size="xs" onClick={() => { setOpen('new') }}>
      {words.annotations.add}
    </Button>
  )
  return (
    <>
      <AnswerPanel
        title={words.annotations.title}
        answer={answer}
        field="annotations"
        found={answer.data?.project?.annotations?.nodes.toReversed()}
        isEmpty={(found) => found.length === 0}
        empty={<p className={css.soft}>{words.annotations.none}</p>}
        grid={grid}
        tools={add}
      />
      {removal.dialog}
      {open && <AnnotationDialog annotation={open === 'new' ? null : open} onSaved={answer.again} onClose={() => { setOpen(null) }} />}
    </>
  )
}
