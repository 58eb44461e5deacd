// Draws the map of the world that the dashboard shows, into src/map/world.json: one path and one point for each country.
// From Natural Earth's boundaries, which are in the public domain.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'

const WIDTH = 2000 // whole units are fine enough for a picture as wide as a page
const SOUTHERNMOST = -58 // without Antarctica, where nobody browses and a third of the picture would go

const read = (scale) => {
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`)
  const atlas = JSON.parse(readFileSync(file, 'utf8'))
  return feature(atlas, atlas.objects.countries).features
}

/** Numeric codes are aliases of the letters in the Unicode locale data. */
const lettersOf = (number) => new Intl.Locale(`und-${number}`).region

/** The Natural Earth projection, by the polynomials of its authors (Šavrič, Jenny, Patterson, Hurni, 2011). */
function project([longitude, latitude]) {
  const [x, y] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180]
  const [y2, y4] = [y ** 2, y ** 4]
  return [
    x * (0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4))),
    y * (1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4))),
  ]
}

const [east] = project([180, 0])
const scale = WIDTH / (2 * east)
const [, north] = project([0, 84])
const place = (point) => {
  const [x, y] = project(point)
  return [(x + east) * scale, (north - y) * scale]
}
const HEIGHT = Math.ceil(place([0, SOUTHERNMOST])[1])

/** A ring that runs over the date line goes on beyond it, and stands at the other edge once more: the picture's edge cuts both. */
function unwrapped(ring) {
  let turns = 0
  const whole = ring.map(([longitude, latitude], index) => {
    const step = index === 0 ? 0 : longitude - ring[index - 1][0]
    if (Math.abs(step) > 180) turns -= Math.sign(step)
    return [longitude + turns * 360, latitude]
  })
  const least = Math.min(...whole.map(([longitude]) => longitude))
  const most = Math.max(...whole.map(([longitude]) => longitude))
  const shifted = (by) => whole.map(([longitude, latitude]) => [longitude + by, latitude])
  if (most > 180) return [whole, shifted(-360)]
  return least < -180 ? [whole, shifted(360)] : [whole]
}

const polygonsOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates)

const area = (ring) =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

function centre(ring) {
  const whole = area(ring) || 1
  const sum = ring.reduce(
    ([sumX, sumY], [x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length]
      const cross = x * nextY - nextX * y
      return [sumX + (x + nextX) * cross, sumY + (y + nextY) * cross]
    },
    [0, 0],
  )
  return sum.map((each) => Math.round(each / (6 * whole)))
}

/** One path, relative and in whole units, as short as a path can be written. */
function pathOf(rings) {
  return rings
    .map((ring) => {
      let [atX, atY] = ring[0].map((each) => Math.round(each))
      let text = `M${atX} ${atY}l`
      for (const point of ring.slice(1, -1)) {
        const [x, y] = point.map((each) => Math.round(each))
        if (x === atX && y === atY) continue
        text += `${x - atX} ${y - atY} `
        ;[atX, atY] = [x, y]
      }
      // an island that falls into one point is none here
      return text.endsWith('l') ? '' : `${text.trim()}z`.replaceAll(' -', '-')
    })
    .join('')
}

const countries = {}
for (const { id, geometry } of read('50m')) {
  const code = id && lettersOf(id)
  if (!code || code.length !== 2 || code === 'AQ') continue
  const outlines = polygonsOf(geometry).map(([outline]) => unwrapped(outline)[0].map(place))
  const largest = outlines.reduce((one, other) => (Math.abs(area(other)) > Math.abs(area(one)) ? other : one))
  countries[code] = { at: centre(largest) }
}
for (const { id, geometry } of read('110m')) {
  const code = id && lettersOf(id)
  if (!countries[code]) continue
  countries[code].path = pathOf(polygonsOf(geometry).flat().flatMap(unwrapped).map((ring) => ring.map(place)))
}
const sorted = Object.fromEntries(Object.entries(countries).sort(([one], [other]) => one.localeCompare(other)))
writeFileSync('src/map/world.json', JSON.stringify({ width: WIDTH, height: HEIGHT, countries: sorted }))
