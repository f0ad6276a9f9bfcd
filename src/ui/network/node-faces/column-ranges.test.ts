import { expect, test } from 'vitest'
import { nestedPixels } from '../../../data/column-values'
import { loadImage, mostFrequent, rangeOf } from './column-ranges'

test('loads one image of a column by rows, pixels and channels', async () => {
  const pixels = Uint8Array.from({ length: 2 * 2 * 3 * 2 }, (_, i) => i)
  const schema = { name: 'x', type: 'image', height: 2, width: 3, channels: 2 } as const
  const image = await loadImage({ type: 'image', pixels }, schema, 1)
  expect(nestedPixels(image, [2, 3, 2])).toEqual([
    [
      [12, 13],
      [14, 15],
      [16, 17],
    ],
    [
      [18, 19],
      [20, 21],
      [22, 23],
    ],
  ])
})

test('a range ignores missing values and has a suitable step', () => {
  expect(rangeOf(Float32Array.of(3, Number.NaN, 39.1, 12.5))).toEqual({ low: 3, high: 39.1, median: 12.5, step: 0.1 })
  expect(rangeOf(Float32Array.of(4, 8, 6))).toMatchObject({ low: 4, high: 8, median: 6, step: 1 })
  const empty = rangeOf(Float32Array.of(Number.NaN))
  expect([empty.low, empty.high].every(Number.isFinite)).toBe(true)
  const many = rangeOf(Float32Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_000))
  expect(many).toMatchObject({ low: 0, high: 99_999, step: 1 })
  expect(Math.abs(many.median - 50_000)).toBeLessThan(2500)
})

test('the default category is the most frequent one, ignoring missing values', () => {
  expect(mostFrequent(Int16Array.of(-1, -1, -1, 2, 0, 2))).toBe(2)
})
