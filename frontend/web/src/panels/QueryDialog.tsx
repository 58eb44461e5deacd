import { Loader, Modal } from '@mantine/core'
import { useStore } from '@mantine/store'
import { lazy, Suspense } from 'react'
import { useWords } from '../words/words'
import { closeQuery, shownQuery } from './query'

const Query = lazy(() => import('./Query'))

/** The question behind a panel, to take along. */
export function QueryDialog() {
  const words = useWords()
  const { open } = useStore(shownQuery)
  return (
    <Modal
      opened={open}
      onClose={closeQuery}
      title={words.query.title}
      size="xl"
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Suspense fallback={<Loader aria-label={words.common.loading} />}>
        <Query />
      </Suspense>
    </Modal>
  )
}
