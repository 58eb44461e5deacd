import { useDocumentVisibility } from '@mantine/hooks'
import { useSubscription } from 'urql'
import { Link } from 'wouter'
import { NowSubscription } from '../pages/realtime/documents'
import { useProject, useQuestion } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import css from './LiveCount.module.css'

/** How many visitors are there right now; a door to the page that shows them. */
export function LiveCount() {
  const words = useWords()
  const format = useFormat()
  const { id } = useProject()
  const { link } = useQuestion()
  const hidden = useDocumentVisibility() === 'hidden'
  const [{ data }] = useSubscription({ query: NowSubscription, variables: { project: id }, pause: hidden })
  if (!data) return null
  const count = format.whole(data.realtime.activeVisitors)
  return (
    <Link className={css.now} href={link('/realtime')} title={words.frame.nowLong}>
      <span className={css.dot} aria-hidden="true" />
      {words.frame.now(count)}
    </Link>
  )
}
