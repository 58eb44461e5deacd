import { Button, Group } from '@mantine/core'
import { useFormat, useWords } from '../words/words'
import type { Paging } from './usePaging'

interface Props {
  paging: Paging
  list: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: unknown[] } | null | undefined
}

/** Where one stands in a list, and the ways on and back; nothing where everything is shown. */
export function Pager({ paging, list }: Props) {
  const words = useWords()
  const format = useFormat()
  const { previous, next } = paging.turn(list?.pageInfo)
  if (!list || (!previous && !next)) return null
  const { skipped } = paging
  return (
    <Group justify="flex-end" gap="sm">
      <span>
        {words.panel.page(format.whole(skipped + 1), format.whole(skipped + list.nodes.length), format.whole(list.totalCount))}
      </span>
      <Button size="xs" variant="default" disabled={!previous} onClick={() => previous?.()}>
        {words.common.previous}
      </Button>
      <Button size="xs" variant="default" disabled={!next} onClick={() => next?.()}>
        {words.common.next}
      </Button>
    </Group>
  )
}
