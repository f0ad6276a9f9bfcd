import { describe, expect, test } from 'vitest'
import { align, type Curve, lastX, yRange, valueAt } from './line-chart-data'
import { separate } from './plot-options'

const train: Curve = { label: 'train', style: 'solid', token: 'train', x: [1, 2, 3, 4], y: [8, 4, 0, 1] }
const validation: Curve = { label: 'validation', style: 'dashed', token: 'validation', x: [2, 4], y: [5, 3] }

describe('curves', () => {
  test('align joins curves on one x, with null where a curve has no point', () => {
    expect(align([train, validation], 100, 'linear')).toEqual([
      [1, 2, 3, 4],
      [8, 4, 0, 1],
      [null, 5, null, 3],
    ])
  })
  test('on a log scale zero is null, and values are exponents of ten', () => {
    const [x, y] = align([train, { ...validation, x: [2, 3] }], 100, 'log')
    expect(x).toEqual([1, 2, 3, 4])
    expect(y?.[2]).toBeNull()
    expect(10 ** (y?.[0] as number)).toBeCloseTo(8, 9)
  })
  test('a growing array is read only up to its count', () => {
    const [x] = align([{ ...train, count: 2 }], 100, 'linear')
    expect(x).toEqual([1, 2])
  })
  test('the y range contains every value, and starts at zero for small positive values on a linear scale', () => {
    const [low, high] = yRange(align([train, validation], 100, 'linear'), 'linear') ?? [1, 0]
    expect(low).toBe(0)
    expect(high).toBeGreaterThan(8)
    expect(yRange([[]], 'linear')).toBeUndefined()
    const flat = yRange(
      [
        [1, 2],
        [5, 5],
      ],
      'linear',
    ) ?? [0, 0]
    expect(flat[0]).toBeLessThan(5)
    expect(flat[1]).toBeGreaterThan(5)
  })
  test('a curve ends at its count, not at the end of its array', () => {
    expect([lastX(train), lastX({ ...train, count: 2 }), lastX({ ...train, count: 0 })]).toEqual([
      4,
      2,
      Number.NEGATIVE_INFINITY,
    ])
  })
  test('valueAt is the last value up to x', () => {
    expect([0.5, 2, 3.9, 9].map((x) => valueAt(validation, x))).toEqual([undefined, 5, 5, 3])
  })
})

test('end labels do not overlap and keep their order', () => {
  const places = separate([10, 12, 40], 13)
  for (let i = 1; i < places.length; i++)
    expect((places[i] as number) - (places[i - 1] as number)).toBeGreaterThanOrEqual(13)
  expect(separate([10, 40], 13)).toEqual([10, 40])
})
