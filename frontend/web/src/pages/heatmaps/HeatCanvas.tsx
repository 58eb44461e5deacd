import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useColours } from '../../panels/chart/useDrawing'
import { useFormat, useWords } from '../../words/words'
import type { Heatmap } from '../Heatmaps'
import { drawHeat, type Painted } from './draw'
import type { HotElement } from './elements'
import css from './Heatmaps.module.css'
import { Picture } from './Picture'

/** where no window width is known, some usual one */
const USUAL_WIDTH = 1280
const BELOW = 160
const MOST_SHARP = 2

interface Props {
  heatmap: Heatmap
  marked: HotElement | null
  /** what the page looks like; a blank one without it */
  picture: ImageBitmap | null
}

/** A page in its true proportions, with its clicks as heat. */
export function HeatCanvas({ heatmap, marked, picture }: Props) {
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
        {picture && <Picture picture={picture} width={across * scale} />}
        <canvas
          ref={canvas}
          className={css.canvas}
          role="img"
          aria-label={words.heatmaps.summary(format.whole(totalClicks), path, format.whole(across))}
        />
        {marked && <Mark element={marked} scale={scale} />}
      </div>
    </div>
  )
}

const MARGIN = 14

/** A frame around the clicks of an element. */
function Mark({ element: { left, top, right, bottom }, scale }: { element: HotElement; scale: number }) {
  const [x, y] = [left * scale - MARGIN, top * scale - MARGIN]
  const [width, height] = [(right - left) * scale + 2 * MARGIN, (bottom - top) * scale + 2 * MARGIN]
  return <span className={css.mark} style={{ left: x, top: y, width, height }} />
}
