import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useColours } from '../../panels/chart/useDrawing'
import { useFormat, useWords } from '../../words/words'
import type { Click, Heatmap } from '../Heatmaps'
import { drawHeat, type Painted } from './draw'
import css from './Heatmaps.module.css'

/** where no window width is known, some usual one */
const USUAL_WIDTH = 1280
const BELOW = 160
const MOST_SHARP = 2

/** A blank page in its true proportions, with its clicks as heat. */
export function HeatCanvas({ heatmap, marked }: { heatmap: Heatmap; marked: Click | null }) {
  const words = useWords()
  const format = useFormat()
  const colours = useColours()
  const { ref, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { clicks, path, totalClicks } = heatmap
  const across = Math.max(heatmap.viewportWidth || USUAL_WIDTH, ...clicks.map(({ x }) => x))
  const down = Math.max(...clicks.map(({ y }) => y)) + BELOW
  // a phone's page is not blown up to the width of a desk
  const scale = Math.min(1, width / across)
  useEffect(() => {
    const element = canvas.current
    if (!element || scale === 0) return
    const painted: Painted = { clicks, width: across, height: down, scale, sharp: Math.min(MOST_SHARP, devicePixelRatio) }
    drawHeat(element, painted, colours)
  }, [clicks, across, down, scale, colours])
  return (
    <div ref={ref} className={css.ground}>
      <div className={css.page} style={{ width: across * scale, height: down * scale }}>
        <canvas
          ref={canvas}
          className={css.canvas}
          role="img"
          aria-label={words.heatmaps.summary(format.whole(totalClicks), path, format.whole(across))}
        />
        {marked && <span className={css.mark} style={{ left: marked.x * scale, top: marked.y * scale }} />}
      </div>
    </div>
  )
}
