import { Select } from '@mantine/core'
import { useMemo } from 'react'

interface Props {
  label: string
  description?: string
  value: string
  error: string | undefined
  onChange: (zone: string) => void
}

/** an open list of all would take a moment to draw */
const SHOWN = 60

/** A time zone by its IANA name. */
export function ZoneSelect({ value, onChange, ...rest }: Props) {
  // the browser may know fewer zones than the server
  const zones = useMemo(() => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), value])], [value])
  return (
    <Select
      data={zones}
      value={value}
      onChange={(zone) => {
        if (zone) onChange(zone)
      }}
      allowDeselect={false}
      searchable
      limit={SHOWN}
      {...rest}
    />
  )
}
