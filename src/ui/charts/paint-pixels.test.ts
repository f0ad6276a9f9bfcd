/** @file Tests how gray images are drawn: ink on paper, or a photo that is never shown as a negative. */
import { expect, test } from 'vitest'
import '../../catalog/datasets/mnist'
import type { Dataset } from '../../data/dataset'
import { datasetLook, grayLook, paintPixels } from './paint-pixels'

const SHAPE = [4, 4, 1]
const INK = [10, 20, 30] as const
/** A stroke in the middle of an empty image. */
const drawing = [0, 0, 0, 0, 0, 255, 128, 0, 0, 255, 3, 0, 0, 0, 0, 0]
/** A bright disc on a dark wall, as a camera sees it. */
const photo = [40, 41, 39, 40, 40, 230, 228, 41, 42, 231, 229, 40, 40, 40, 0, 0]

test('a drawing is ink whose opacity is the gray value', () => {
  expect(grayLook(drawing, SHAPE)).toBe('drawing')
  expect([...paintPixels(drawing, SHAPE, INK).subarray(20, 28)]).toEqual([...INK, 255, ...INK, 128])
})

test('a gray photo is opaque, and brighter pixels are brighter in every theme', () => {
  expect(grayLook(photo, SHAPE)).toBe('photo')
  const dark = paintPixels(photo, SHAPE, INK)
  expect([...dark.subarray(0, 4), ...dark.subarray(20, 24)]).toEqual([40, 40, 40, 255, 230, 230, 230, 255])
  expect(paintPixels(photo, SHAPE, [255, 255, 255])).toEqual(dark)
})

test('predicted drawings are almost empty at the border; a mask that fills a corner is still drawn in ink', () => {
  expect(
    grayLook(
      drawing.map((gray) => Math.max(gray, 0.4)),
      SHAPE,
    ),
  ).toBe('drawing')
  expect(grayLook([255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], SHAPE)).toBe('drawing')
})

test('colors stay as they are, and a look can be required', () => {
  expect([...paintPixels([1, 2, 3], [1, 1, 3], INK)]).toEqual([1, 2, 3, 255])
  expect([...paintPixels([200], [1, 1, 1], INK, 'drawing')]).toEqual([...INK, 200])
})

const datasetOf = (id: string, images: readonly (readonly number[])[], base?: Dataset): Dataset => ({
  schema: {
    ...{ id, title: id, kind: 'images', rows: images.length, testRows: 0, target: 'image', ignore: [] },
    columns: [{ name: 'image', type: 'image', height: 4, width: 4, channels: 1 }],
  },
  columns: [{ type: 'image', pixels: Uint8Array.from(images.flat()) }],
  ...(base && { origin: { base } }),
})

test('images of one dataset are drawn alike, so that an inverted image looks inverted in every theme', () => {
  const negative = drawing.map((value) => 255 - value)
  const builtIn = datasetOf('mnist-starter', [drawing])
  const datasets = {
    own: datasetOf('mine', [drawing, negative]),
    inverted: datasetOf('mine', [negative]),
    builtIn,
    edited: datasetOf('copy', [negative, drawing], builtIn),
  }
  const looks = Object.entries(datasets).map(([name, dataset]) => [name, datasetLook(dataset)])
  expect(Object.fromEntries(looks)).toEqual({ own: 'photo', inverted: 'photo', builtIn: 'drawing', edited: 'drawing' })
  for (const dataset of Object.values(datasets)) {
    const [one, other] = [drawing, negative].map((image) =>
      onPaper(paintPixels(image, SHAPE, INK, datasetLook(dataset))),
    )
    expect(one?.map((value, i) => Math.abs(value - (other?.[i] ?? 0)) > 200)).toEqual(
      drawing.map((value) => Math.abs(2 * value - 255) > 200),
    )
  }
})

/** The red values over white paper, stretched so that ink is 0. */
function onPaper(rgba: Uint8ClampedArray): readonly number[] {
  return Array.from({ length: rgba.length / 4 }, (_, i) => {
    const [red = 0, opacity = 0] = [rgba[i * 4], rgba[i * 4 + 3]]
    return (red * opacity) / 255 + 255 - opacity
  })
}
