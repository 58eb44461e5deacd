import { Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useLocation } from 'wouter'
import { Icon } from '../parts/icons'
import { LateMenu } from '../parts/LateMenu'
import { ControlButton } from '../question/ControlButton'
import { useQuestion } from '../question/useQuestion'
import { useWords } from '../words/words'
import { SaveSegment } from './SaveSegment'
import { sameFilters, useSegments } from './segments'

/** The filters in force by their name, other ones to choose, and a way to keep them. */
export function SegmentMenu() {
  const words = useWords()
  const [, navigate] = useLocation()
  const { asked, change, link } = useQuestion()
  const [open, menu] = useDisclosure(false)
  const [saving, save] = useDisclosure(false)
  const filtered = asked.filters.length > 0
  // without filters no segment is in force: whoever does not look for one costs no request
  const { segments, reload } = useSegments(!open && !filtered)
  const current = filtered ? segments?.find(({ filters }) => filters && sameFilters(filters, asked.filters)) : undefined
  const label = current?.name ?? words.segments.choose
  const button = (
    <ControlButton icon="segment" data-compact aria-label={`${words.segments.choose}: ${current?.name ?? words.overview.everybody}`}>
      {label}
    </ControlButton>
  )
  return (
    <>
      <LateMenu target={button} onOpen={menu.open} onClose={menu.close} width={280}>
        {segments?.length === 0 && <Menu.Label>{words.segments.none}</Menu.Label>}
        {segments?.map(({ id, name, filters }) => (
          <Menu.Item
            key={id}
            role="menuitemradio"
            aria-checked={id === current?.id}
            disabled={filters === null}
            title={filters === null ? words.segments.rich : undefined}
            rightSection={id === current?.id ? <Icon name="check" size={14} /> : null}
            onClick={() => {
              change({ filters: filters ?? [] })
            }}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="plus" />} disabled={!filtered || current !== undefined} onClick={save.open}>
          {words.segments.save}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="compare" />}
          onClick={() => {
            navigate(link('/segments'))
          }}
        >
          {words.segments.compare}
        </Menu.Item>
      </LateMenu>
      {saving && <SaveSegment onClose={save.close} onSaved={reload} />}
    </>
  )
}
