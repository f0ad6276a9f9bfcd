import { describe, expect, test } from 'vitest'
import { brushOnImage, centerOfMass, frameFor, placeOfImage, strokesToImage, type Stroke } from './strokes-to-image'

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

describe('brushOnImage', () => {
  const gray = new Array<number>(10 * 10 * 3).fill(100)
  const shape = [10, 10, 3] as const
  const at = (image: readonly number[], row: number, column: number) => image.slice((row * 10 + column) * 3).slice(0, 3)
  // A vertical line over column 4 of 10, on a pad of 200.
  const line: Stroke = [90, 0, 90, 200]

  test('draws on every channel below the pen, and leaves the rest of the image', () => {
    const image = brushOnImage(gray, shape, [{ stroke: line, isErased: false }], { side: 200, pen: 20 })
    for (const row of [0, 5, 9]) expect(at(image, row, 4)).toEqual([255, 255, 255])
    for (const column of [0, 1, 7]) expect(at(image, 5, column)).toEqual([100, 100, 100])
    expect(gray.every((value) => value === 100)).toBe(true)
  })

  test('later strokes are on top, and erasing sets pixels to 0', () => {
    const marks = [
      { stroke: line, isErased: false },
      { stroke: [90, 90], isErased: true },
    ]
    const image = brushOnImage(gray, shape, marks, { side: 200, pen: 20 })
    expect([at(image, 0, 4), at(image, 4, 4)]).toEqual([
      [255, 255, 255],
      [0, 0, 0],
    ])
    expect(brushOnImage(gray, shape, [], { side: 200, pen: 20 })).toEqual(gray)
  })
})
