import { expect, test } from 'vitest'
import { isSeries, timeSeries } from './time-series'

test('rows are ordered by time; rows without a time or a number are left out', () => {
  const {
    points,
    rows,
    timesPerPoint: moments,
    sampled,
  } = timeSeries([3, 1, Number.NaN, 2, 5], [30, 10, 99, 20, Number.NaN])
  expect(points).toEqual([1, 2, 3].map((at) => ({ at, mean: 10 * at, low: 10 * at, high: 10 * at })))
  expect([rows, moments, sampled]).toEqual([3, 1, false])
})

test('rows of equal time are one point, and many times are pooled with their lowest and highest value', () => {
  expect(timeSeries([1, 1, 2], [4, 8, 5]).points).toEqual([
    { at: 1, mean: 6, low: 4, high: 8 },
    { at: 2, mean: 5, low: 5, high: 5 },
  ])
  const every = Array.from({ length: 10 }, (_, i) => i)
  const { points, timesPerPoint: moments } = timeSeries(every, every, 5)
  expect(moments).toBe(2)
  expect(points[1]).toEqual({ at: 2, mean: 2.5, low: 2, high: 3 })
  expect(points).toHaveLength(5)
})

test('very many rows are sampled with a fixed seed', () => {
  const many = Float64Array.from({ length: 250_000 }, (_, i) => i)
  const { points, rows, sampled } = timeSeries(many, many)
  expect(sampled).toBe(true)
  expect(rows).toBeGreaterThan(90_000)
  expect(points.length).toBeLessThanOrEqual(800)
})

test('rows in the order of their time are a series, ignoring missing times', () => {
  expect(isSeries(Float64Array.of(1, 1, Number.NaN, 2))).toBe(true)
  expect(isSeries(Float64Array.of(1, 3, 2))).toBe(false)
  expect(isSeries(Float64Array.of(Number.NaN))).toBe(false)
})
