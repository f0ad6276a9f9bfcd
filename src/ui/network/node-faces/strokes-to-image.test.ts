import { describe, expect, test } from 'vitest'
import { centerOfMass, frameFor, placeOfImage, strokesToImage, type Stroke } from './strokes-to-image'

const mnist = frameFor(28, 28, 'mnist')

/** Returns the rows and columns that contain ink. */
function extent(image: Float32Array<ArrayBuffer>) {
  const at = [...image].flatMap((value, i) => (value > 127 ? [i] : []))
  const rows = at.map((i) => Math.floor(i / 28))
  const columns = at.map((i) => i % 28)
  return {
    height: Math.max(...rows) - Math.min(...rows) + 1,
    width: Math.max(...columns) - Math.min(...columns) + 1,
  }
}

const L: Stroke = [10, 10, 10, 90, 60, 90]

describe('strokesToImage', () => {
  test('fills a 20 pixel box with the longest side, at any drawing size', () => {
    for (const scale of [0.2, 1, 7]) {
      const { height, width } = extent(strokesToImage([L.map((n) => n * scale)], mnist))
      expect(height).toBe(20)
      expect(width).toBeGreaterThan(12)
      expect(width).toBeLessThan(15)
    }
  })

  test('has its center of mass in the middle, for any drawing position', () => {
    for (const shift of [0, 300]) {
      const image = strokesToImage([L.map((n, i) => (i % 2 === 0 ? n + shift : n - shift))], mnist)
      const centre = centerOfMass(image, mnist)
      expect(centre?.x).toBeCloseTo(14, 0)
      expect(centre?.y).toBeCloseTo(14, 0)
    }
  })

  test('is a soft line of about 2.6 pixels', () => {
    const image = strokesToImage([[0, 0, 0, 100]], mnist)
    const row = [...image.subarray(14 * 28, 15 * 28)]
    expect(row.reduce((sum, value) => sum + value, 0) / 255).toBeCloseTo(2.6, 0)
    expect(Math.max(...row)).toBe(255)
  })

  test('no stroke is an empty image, and a tap is a dot', () => {
    expect(Math.max(...strokesToImage([], mnist))).toBe(0)
    const dot = strokesToImage([[50, 20]], mnist)
    expect(extent(dot).height).toBeLessThan(5)
    expect(Math.max(...dot)).toBeGreaterThan(200)
  })
})

test('the place of the image puts its ink on the strokes', () => {
  const strokes: Stroke[] = [L, [70, 20, 70, 40]]
  const image = strokesToImage(strokes, mnist)
  const { left, top, pixel } = placeOfImage(strokes, mnist) ?? { left: 0, top: 0, pixel: 0 }
  const inked = [...image].flatMap((value, i) => (value > 127 ? [i] : []))
  const [xs, ys] = [
    inked.map((i) => left + ((i % 28) + 0.5) * pixel),
    inked.map((i) => top + (Math.floor(i / 28) + 0.5) * pixel),
  ]
  const pen = (mnist.pen / 2) * pixel
  for (const [values, from, to] of [
    [xs, 10, 70],
    [ys, 10, 90],
  ] as const) {
    expect(Math.abs(Math.min(...values) - (from - pen))).toBeLessThan(pixel)
    expect(Math.abs(Math.max(...values) - (to + pen))).toBeLessThan(pixel)
  }
  expect(placeOfImage([], mnist)).toBeUndefined()
})
