import { Modal } from '@mantine/core'
import { useStore } from '@mantine/store'
import { useWords } from '../words/words'
import { closeDetails, openedDetails } from './details'
import { FullList } from './FullList'
import { listName } from './lists'

/** A panel's list over the whole screen: every row, every column. */
export function DetailsDialog() {
  const words = useWords()
  const { list } = useStore(openedDetails)
  return (
    <Modal
      opened={list !== null}
      onClose={closeDetails}
      title={list && listName(words, list)}
      fullScreen
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {list && <FullList key={list} list={list} />}
    </Modal>
  )
}
