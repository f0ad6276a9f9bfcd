/** Stage times measured with a clock that may be coarser than the times themselves. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { repeatsOf, typicalMs } from './measure-timing'

test('a stage shorter than a clock step is measured by the mean of many runs', () => {
  const draws = rng(7, { kind: 'generate' })
  const STEP = 0.1
  const duration = 0.023
  // The start falls at a random point between two clock ticks; the clock reports only whole ticks.
  const seen = Array.from({ length: 2000 }, () => {
    const began = draws.uniform()
    return (Math.floor((began + duration) / STEP) - Math.floor(began / STEP)) * STEP
  })
  expect(typicalMs(seen)).toBeGreaterThan(0.8 * duration)
  expect(typicalMs(seen)).toBeLessThan(1.2 * duration)
})

test('longer stages report the median, which outliers do not change; without samples there is none', () => {
  expect(typicalMs([1, 900, 1.2, 1.1, 1.3])).toBe(1.2)
  expect([typicalMs([]), typicalMs([0, 0, 0])]).toEqual([0, 0])
})

test('a fast model is run several times in a row, a slow one once', () => {
  expect([0, 0.01, 0.1, 0.3, 20].map(repeatsOf)).toEqual([32, 30, 3, 1, 1])
})
