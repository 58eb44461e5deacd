/** Heat on a canvas: each spot adds to a height, and the height is coloured. */

import type { Colours } from '../../panels/chart/useDrawing'
import type { Click } from '../Heatmaps'

export interface Painted {
  clicks: Click[]
  /** of the page, in its own pixels */
  width: number
  height: number
  /** how many pixels of the screen one of them is */
  scale: number
  /** pixels of the canvas for one of the screen */
  sharp: number
}

/** how far a click warms, in pixels of the page */
const RADIUS = 34
/** the coolest spot still shows */
const LEAST = 0.05
/** so warm is the hottest spot alone: its neighbours add to it */
const MOST = 0.34
const LEVELS = 256

export function drawHeat(canvas: HTMLCanvasElement, painted: Painted, colours: Colours): void {
  const { clicks, width, height, scale, sharp } = painted
  const factor = scale * sharp
  canvas.width = Math.round(width * factor)
  canvas.height = Math.round(height * factor)
  const pen = canvas.getContext('2d')
  if (!pen || canvas.width === 0 || canvas.height === 0) return
  const most = Math.max(1, ...clicks.map(({ count }) => count))
  for (const { x, y, count } of clicks) warm(pen, x * factor, y * factor, RADIUS * Math.max(factor, 0.5), LEAST + (MOST - LEAST) * Math.sqrt(count / most))
  colour(pen, canvas, paletteOf(colours))
}

function warm(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, strength: number): void {
  const glow = pen.createRadialGradient(x, y, 0, x, y, radius)
  glow.addColorStop(0, `rgba(0, 0, 0, ${strength.toFixed(3)})`)
  glow.addColorStop(1, 'rgba(0, 0, 0, 0)')
  pen.fillStyle = glow
  pen.fillRect(x - radius, y - radius, radius * 2, radius * 2)
}

/** From cool to hot, one colour for each level. */
function paletteOf({ accent, amber, rose }: Colours): Uint8ClampedArray {
  const strip = document.createElement('canvas')
  strip.width = LEVELS
  strip.height = 1
  const pen = strip.getContext('2d')
  if (!pen) return new Uint8ClampedArray(LEVELS * 4)
  const ramp = pen.createLinearGradient(0, 0, LEVELS, 0)
  ramp.addColorStop(0, accent)
  ramp.addColorStop(0.35, accent)
  ramp.addColorStop(0.7, amber)
  ramp.addColorStop(1, rose)
  pen.fillStyle = ramp
  pen.fillRect(0, 0, LEVELS, 1)
  return pen.getImageData(0, 0, LEVELS, 1).data
}

function colour(pen: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement, palette: Uint8ClampedArray): void {
  const image = pen.getImageData(0, 0, width, height)
  const { data } = image
  for (let at = 3; at < data.length; at += 4) {
    const level = data[at] ?? 0
    if (level === 0) continue
    data.set(palette.subarray(level * 4, level * 4 + 3), at - 3)
    data[at] = Math.min(225, level + 40)
  }
  pen.putImageData(image, 0, 0)
}
