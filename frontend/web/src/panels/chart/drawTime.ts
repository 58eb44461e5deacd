/** Any lines and stacked bars over time. It is imported when it is needed. */

import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { fade, FRAME, timeAxis, tooltip, type TooltipLine, valueAxis } from './parts'
import type { Colours } from './useDrawing'

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer])

export interface Line {
  name: string
  kind: 'line' | 'bar'
  colour: keyof Colours
  /** one for each bucket; null where there is nothing */
  values: (number | null)[]
}

export interface Course {
  buckets: string[]
  /** whether a bucket is not over yet */
  unfinished: boolean[]
  lines: Line[]
  format: (value: number) => string
  tooltip: (index: number) => TooltipLine[]
}

export const makeChart = (element: HTMLElement): ECharts => init(element, null, { renderer: 'svg' })

export function draw(chart: ECharts, course: Course, colours: Colours, still: boolean): void {
  const { buckets, lines, format } = course
  const bars = lines.some(({ kind }) => kind === 'bar')
  chart.setOption(
    {
      animation: !still,
      animationDuration: 250,
      grid: FRAME,
      xAxis: timeAxis(buckets, colours, bars || buckets.length === 1),
      yAxis: valueAxis(format, colours),
      tooltip: tooltip(course.tooltip, colours),
      series: [
        ...lines.filter(({ kind }) => kind === 'bar').map((line) => bar(line, course, colours)),
        ...lines.filter(({ kind }) => kind === 'line').flatMap((line) => strokes(line, course, colours)),
      ],
    },
    { replaceMerge: ['series'] },
  )
}

function bar({ name, colour, values }: Line, { unfinished }: Course, colours: Colours) {
  return {
    id: name,
    type: 'bar',
    stack: 'all',
    barMaxWidth: 36,
    barCategoryGap: '28%',
    color: colours[colour],
    data: values.map((value, index) => ({ value, itemStyle: { opacity: unfinished[index] ? 0.45 : 1 } })),
  }
}

/** A line, solid over what is finished and dotted over what is not; alone it stands on a tinted ground. */
function strokes({ name, colour, values }: Line, { unfinished, lines }: Course, colours: Colours) {
  const color = colours[colour]
  const base = { type: 'line', symbol: 'circle', symbolSize: 6, showSymbol: values.length === 1, smooth: 0.2, smoothMonotone: 'x', color }
  const solid = values.map((value, index) => (unfinished[index] ? null : value))
  const dotted = values.map((value, index) => (unfinished[index] || unfinished[index + 1] ? value : null))
  return [
    { ...base, id: name, data: solid, z: 3, lineStyle: { width: 2 }, ...(lines.length === 1 && { areaStyle: { color: fade(color) } }) },
    { ...base, id: `${name}, unfinished`, data: dotted, z: 2, lineStyle: { width: 2, type: [2, 5] } },
  ]
}
