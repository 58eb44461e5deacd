/** The chart itself. It is imported when it is needed, and brings only the parts of ECharts that it draws with. */

import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { fade, FRAME, timeAxis, tooltip, type TooltipLine, valueAxis } from './parts'
import { dashed, marked, type Series, solid } from './series'
import type { Colours } from './useDrawing'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

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
      grid: FRAME,
      xAxis: timeAxis(labels.buckets, colours, series.points.length === 1),
      yAxis: valueAxis(labels.value, colours),
      tooltip: tooltip(labels.tooltip, colours),
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
    {
      ...base,
      id: 'marks',
      data: marked(series),
      z: 4,
      color: colours.amber,
      showSymbol: true,
      symbolSize: 10,
      itemStyle: { borderColor: colours.card, borderWidth: 2 },
      lineStyle: { opacity: 0 },
    },
  ]
}
