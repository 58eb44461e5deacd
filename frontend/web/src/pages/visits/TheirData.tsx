import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../api/graphql'
import { Panel } from '../../panels/Panel'
import { useFileAddress } from '../../panels/useFileAddress'
import { Icon } from '../../parts/icons'
import { useProject } from '../../question/useQuestion'
import { useFormat, useWords } from '../../words/words'
import form from '../../forms/Forms.module.css'
import page from '../Analysis.module.css'

const EraseVisitor = graphql(`
  mutation EraseVisitor($project: ID, $visitor: ID!) {
    eraseVisitor(project: $project, visitor: $visitor) {
      events
    }
  }
`)

/** before anything was measured */
const EVER = '2000-01-01'

/** What is due to a visitor: a copy of everything, or its end. */
export function TheirData({ visitor, onErased }: { visitor: string; onErased: () => void }) {
  const words = useWords()
  const address = useFileAddress()
  const [asking, setAsking] = useState(false)
  const everything = { visitor, start_at: EVER, end_at: new Date().toISOString() }
  return (
    <Panel title={words.theirData.title}>
      <p className={page.soft}>{words.theirData.text}</p>
      <Group gap="sm" pb="sm">
        <Button
          component="a"
          href={address('raw', 'ndjson', everything)}
          download
          size="xs"
          variant="default"
          leftSection={<Icon name="download" size={14} />}
        >
          {words.theirData.get}
        </Button>
        <Button size="xs" variant="subtle" color="red" onClick={() => { setAsking(true) }}>
          {words.theirData.erase}
        </Button>
      </Group>
      {asking && <Erasure visitor={visitor} onErased={onErased} onClose={() => { setAsking(false) }} />}
    </Panel>
  )
}

interface ErasureProps {
  visitor: string
  onErased: () => void
  onClose: () => void
}

/** Asks first, and says what came of it before the visitor's page goes. */
function Erasure({ visitor, onErased, onClose }: ErasureProps) {
  const words = useWords()
  const format = useFormat()
  const project = useProject().id
  const [{ data, error, fetching }, erase] = useMutation(EraseVisitor)
  const close = data ? onErased : onClose
  return (
    <Modal opened onClose={close} title={words.theirData.eraseTitle} closeButtonProps={{ 'aria-label': words.common.close }}>
      {data ? (
        <p role="status">{words.theirData.erased(format.whole(data.eraseVisitor.events))}</p>
      ) : (
        <p>{words.theirData.eraseText}</p>
      )}
      {error && (
        <p role="alert" className={form.refused}>
          {error.message}
        </p>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close} data-autofocus>
          {data ? words.common.close : words.common.cancel}
        </Button>
        {!data && (
          <Button color="red" loading={fetching} onClick={() => void erase({ project, visitor })}>
            {words.theirData.erase}
          </Button>
        )}
      </Group>
    </Modal>
  )
}
