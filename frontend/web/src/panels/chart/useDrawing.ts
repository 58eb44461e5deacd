import { useComputedColorScheme } from '@mantine/core'
import type { ECharts } from 'echarts/core'
import { useEffect, useState } from 'react'

/** The theme's colours as a chart is drawn with them. */
export interface Colours {
  accent: string
  amber: string
  indigo: string
  rose: string
  ghost: string
  line: string
  soft: string
  card: string
  text: string
}

interface Drawing {
  makeChart: (element: HTMLElement) => ECharts
}

/** A chart on an element: made once its code is there, kept to the element's size, and taken down with it. */
export function useDrawing<Code extends Drawing>(
  element: React.RefObject<HTMLDivElement | null>,
  load: () => Promise<Code>,
): { chart: ECharts; drawing: Code } | null {
  const [made, setMade] = useState<{ chart: ECharts; drawing: Code } | null>(null)
  useEffect(() => {
    let gone = false
    let chart: ECharts | undefined
    const resize = new ResizeObserver(() => chart?.resize())
    void load().then((drawing) => {
      if (gone || !element.current) return
      chart = drawing.makeChart(element.current)
      resize.observe(element.current)
      setMade({ chart, drawing })
    })
    return () => {
      gone = true
      resize.disconnect()
      chart?.dispose()
      setMade(null)
    }
  }, [element, load])
  return made
}

/** The theme's colours as they are now; the chart is drawn with them, not styled by them. */
export function useColours(): Colours {
  const scheme = useComputedColorScheme('light')
  const [colours, setColours] = useState(readColours)
  useEffect(() => {
    setColours(readColours())
  }, [scheme])
  return colours
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    accent: read('accent'),
    amber: read('amber'),
    indigo: read('indigo'),
    rose: read('rose'),
    ghost: read('ghost'),
    line: read('line'),
    soft: read('soft'),
    card: read('card'),
    text: read('text'),
  }
}
