import { Popover, Select, Skeleton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense, useMemo } from 'react'
import { useWanted } from '../parts/useWanted'
import { useWords } from '../words/words'
import { ControlButton } from './ControlButton'
import { PRESETS } from './ranges'
import css from './RangePicker.module.css'
import { useProject, useQuestion } from './useQuestion'
import { useRangeText } from './useRangeText'

const CustomRange = lazy(() => import('./CustomRange'))

export function RangePicker() {
  const words = useWords()
  const { asked, change } = useQuestion()
  const [open, { toggle, close, set }] = useDisclosure(false)
  const wanted = useWanted(open)
  const label = useRangeText()
  const button = (
    <ControlButton
      icon="calendar"
      onClick={toggle}
      aria-label={`${words.range.title}: ${label}`}
      aria-haspopup="dialog"
      aria-expanded={open}
    >
      {label}
    </ControlButton>
  )
  if (!wanted) return button
  return (
    <Popover opened={open} onChange={set} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={css.drop} aria-label={words.range.title}>
        <div className={css.presets}>
          {PRESETS.map((preset) => (
            <button
              type="button"
              key={preset}
              className={css.preset}
              aria-pressed={asked.range === preset}
              onClick={() => {
                change({ range: preset, interval: null })
                close()
              }}
            >
              {words.range.presets[preset]}
            </button>
          ))}
        </div>
        <div className={css.custom}>
          <Suspense fallback={<Skeleton h={300} w={252} />}>
            <CustomRange
              span={asked.span}
              onChoose={(range) => {
                change({ range, interval: null })
                close()
              }}
            />
          </Suspense>
          <ZoneChoice />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function ZoneChoice() {
  const words = useWords()
  const { timezone } = useProject()
  const { asked, change } = useQuestion()
  const zones = useMemo(() => {
    const names = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]
    return [
      { value: '', label: words.range.projectZone(timezone) },
      ...names.map((name) => ({ value: name, label: name.replaceAll('_', ' ') })),
    ]
  }, [words, timezone])
  return (
    <Select
      label={words.range.timezone}
      size="xs"
      data={zones}
      value={asked.timezone ?? ''}
      onChange={(zone) => {
        change({ timezone: zone === '' ? null : zone })
      }}
      allowDeselect={false}
      searchable
      limit={60}
      comboboxProps={{ withinPortal: false }}
    />
  )
}
