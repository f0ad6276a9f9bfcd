/** What a stage takes, by a clock whose steps may be longer than that. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { repeatsOf, typicalMs } from './timing'

test('a stage shorter than the steps of the clock is told by the mean of many', () => {
  const draws = rng(7, { kind: 'generate' })
  const STEP = 0.1
  const took = 0.023
  // When it begins between two steps is chance; the clock tells whole steps.
  const seen = Array.from({ length: 2000 }, () => {
    const began = draws.uniform()
    return (Math.floor((began + took) / STEP) - Math.floor(began / STEP)) * STEP
  })
  expect(typicalMs(seen)).toBeGreaterThan(0.8 * took)
  expect(typicalMs(seen)).toBeLessThan(1.2 * took)
})

test('what the clock sees is told by the middle one, whatever one of them took; nothing of none', () => {
  expect(typicalMs([1, 900, 1.2, 1.1, 1.3])).toBe(1.2)
  expect([typicalMs([]), typicalMs([0, 0, 0])]).toEqual([0, 0])
})

test('a quick model is asked several times in a row, one that the clock can tell once', () => {
  expect([0, 0.01, 0.1, 0.3, 20].map(repeatsOf)).toEqual([32, 30, 3, 1, 1])
})
