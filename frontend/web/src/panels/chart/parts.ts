/** What every chart over time has: its frame, axes and tooltip. */

import type { Colours } from './useDrawing'

export interface TooltipLine {
  label: string
  value: string
  /** a number of the period that is compared with stands back */
  kind?: 'now' | 'before'
  /** of the line that it belongs to, where there are several */
  colour?: string
}

export const FRAME = { left: 4, right: 12, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }

/** @param gap whether a bucket has a width of its own, as bars have */
export function timeAxis(labels: string[], colours: Colours, gap: boolean) {
  return {
    type: 'category',
    boundaryGap: gap,
    data: labels,
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: { color: colours.soft, fontSize: 12, hideOverlap: true, margin: 10 },
  }
}

export function valueAxis(format: (value: number) => string, colours: Colours) {
  return {
    type: 'value',
    splitNumber: 4,
    splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, fontSize: 12, formatter: format },
  }
}

export function tooltip(lines: (index: number) => TooltipLine[], colours: Colours) {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: colours.card,
    borderColor: colours.line,
    textStyle: { color: colours.text, fontSize: 13 },
    axisPointer: { lineStyle: { color: colours.ghost } },
    formatter: (params: { dataIndex: number }[]) => box(lines(params[0]?.dataIndex ?? 0), colours),
  }
}

/** A colour that runs out towards the axis. */
export const fade = (colour: string) => ({
  type: 'linear',
  x: 0,
  y: 0,
  x2: 0,
  y2: 1,
  colorStops: [
    { offset: 0, color: `${colour}33` },
    { offset: 1, color: `${colour}00` },
  ],
})

// made of elements, not of text: what stands in it is data
function box(lines: TooltipLine[], colours: Colours): HTMLElement {
  const whole = document.createElement('div')
  for (const { label, value, kind, colour } of lines) {
    const row = document.createElement('div')
    row.style.cssText = 'display:flex;gap:8px;align-items:center;line-height:1.6'
    if (colour) row.append(dot(colour))
    const name = document.createElement('span')
    const number = document.createElement('b')
    number.style.cssText = 'margin-left:auto;padding-left:16px'
    name.textContent = label
    number.textContent = value
    if (kind === 'before') row.style.color = colours.soft
    row.append(name, number)
    whole.append(row)
  }
  return whole
}

function dot(colour: string): HTMLElement {
  const made = document.createElement('span')
  made.style.cssText = `width:8px;height:8px;border-radius:50%;background:${colour}`
  return made
}
