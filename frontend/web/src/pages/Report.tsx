import { useState } from 'react'
import { FullList } from '../panels/FullList'
import { listName, type ListId, type ReportId, REPORTS } from '../panels/lists'
import { Panel } from '../panels/Panel'
import { useWords } from '../words/words'

/** A page for one subject: its lists in full. */
export function reportPage(id: ReportId) {
  return function Report() {
    const words = useWords()
    const lists: ListId[] = REPORTS[id]
    const [list, setList] = useState<ListId>(REPORTS[id][0])
    return (
      <Panel
        title={words.frame[id]}
        tabs={lists.map((each) => ({ id: each, name: listName(words, each) }))}
        tab={list}
        onTab={(next) => {
          setList(next as ListId)
        }}
      >
        <FullList key={list} list={list} />
      </Panel>
    )
  }
}
