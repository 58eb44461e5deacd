/** The chart itself. It is imported when it is needed, and brings only the parts of ECharts that it draws with. */

import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { dashed, type Series, solid } from './series'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

export interface Colours {
  accent: string
  ghost: string
  line: string
  soft: string
  card: string
  text: string
}

export interface TooltipLine {
  label: string
  value: string
  kind: 'now' | 'before'
}

export interface Labels {
  /** of the x axis, one for each point */
  buckets: string[]
  value: (value: number) => string
  tooltip: (index: number) => TooltipLine[]
}

export const makeChart = (element: HTMLElement): ECharts => init(element, null, { renderer: 'svg' })

export function draw(chart: ECharts, series: Series, labels: Labels, colours: Colours, still: boolean): void {
  chart.setOption(
    {
      animation: !still,
      animationDuration: 250,
      grid: { left: 4, right: 12, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: {
        type: 'category',
        boundaryGap: series.points.length === 1,
        data: labels.buckets,
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: { color: colours.soft, fontSize: 12, hideOverlap: true, margin: 10 },
      },
      yAxis: {
        type: 'value',
        splitNumber: 4,
        splitLine: { lineStyle: { color: colours.line } },
        axisLabel: { color: colours.soft, fontSize: 12, formatter: labels.value },
      },
      tooltip: tooltip(labels, colours),
      series: lines(series, colours),
    },
    { replaceMerge: ['series'] },
  )
}

function lines(series: Series, colours: Colours) {
  const base = { type: 'line', symbol: 'circle', symbolSize: 6, showSymbol: series.points.length === 1, smooth: 0.2, smoothMonotone: 'x' }
  const previous = series.previous?.slice(0, series.points.length).map(({ value }) => value)
  return [
    ...(previous
      ? [{ ...base, id: 'before', data: previous, z: 1, color: colours.ghost, lineStyle: { width: 1.5, type: [4, 4] } }]
      : []),
    {
      ...base,
      id: 'now',
      data: solid(series),
      z: 3,
      color: colours.accent,
      lineStyle: { width: 2 },
      areaStyle: { color: fade(colours.accent) },
    },
    {
      ...base,
      id: 'unfinished',
      data: dashed(series),
      z: 2,
      color: colours.accent,
      lineStyle: { width: 2, type: [2, 5] },
    },
  ]
}

const fade = (colour: string) => ({
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

function tooltip(labels: Labels, colours: Colours) {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: colours.card,
    borderColor: colours.line,
    textStyle: { color: colours.text, fontSize: 13 },
    axisPointer: { lineStyle: { color: colours.ghost } },
    formatter: (params: { dataIndex: number }[]) => box(labels.tooltip(params[0]?.dataIndex ?? 0), colours),
  }
}

// made of elements, not of text: what stands in it is data
function box(lines: TooltipLine[], colours: Colours): HTMLElement {
  const whole = document.createElement('div')
  for (const { label, value, kind } of lines) {
    const row = document.createElement('div')
    row.style.cssText = 'display:flex;gap:24px;justify-content:space-between;line-height:1.6'
    const name = document.createElement('span')
    const number = document.createElement('b')
    name.textContent = label
    number.textContent = value
    if (kind === 'before') row.style.color = colours.soft
    row.append(name, number)
    whole.append(row)
  }
  return whole
}
