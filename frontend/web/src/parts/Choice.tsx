import { SegmentedControl, Select } from '@mantine/core'

interface Props<Each extends string> {
  label: string
  value: Each
  names: Record<Each, string>
  onChange: (value: Each) => void
}

/** One of a few things, all of them in sight. */
export function Choice<Each extends string>({ label, value, names, onChange }: Props<Each>) {
  const data = Object.entries<string>(names).map(([each, name]) => ({ value: each, label: name }))
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      data={data}
      value={value}
      onChange={(chosen) => { onChange(chosen as Each) }}
    />
  )
}

/** One of several things, folded away. */
export function Pick<Each extends string>({ label, value, names, onChange }: Props<Each>) {
  const longest = Math.max(...Object.values<string>(names).map(({ length }) => length))
  return (
    <Select
      size="xs"
      w={`calc(${String(longest)}ch + 4rem)`}
      miw={170}
      maw="100%"
      aria-label={label}
      data={Object.entries<string>(names).map(([each, name]) => ({ value: each, label: name }))}
      value={value}
      onChange={(chosen) => {
        if (chosen !== null) onChange(chosen as Each)
      }}
      allowDeselect={false}
    />
  )
}
