/** @file Tests accuracy estimates without labels, in seeded simulations in which the labels are known. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import {
  averageConfidence,
  confidenceThreshold,
  correctDistribution,
  thresholdedConfidence,
} from './accuracy-before-labels'

/**
 * Creates a window of calibrated confidences, which are lower for harder inputs, and the outcome of each prediction.
 */
function windowOf(seed: number, n: number, hard: number) {
  const random = rng(seed, { kind: 'generate' })
  const confidence = Float64Array.from({ length: n }, () => 1 - 0.5 * hard * random.uniform() ** 2)
  const right = Array.from(confidence, (p) => random.uniform() < p)
  return { confidence, right, accuracy: right.filter(Boolean).length / n }
}

test('the interval contains the accuracy of the window 95 times in a hundred, for few and many rows', () => {
  for (const n of [20, 100, 1500]) {
    let covered = 0
    for (let seed = 1; seed <= 300; seed++) {
      const { confidence, accuracy } = windowOf(seed, n, seed % 2 ? 0.2 : 1)
      const { low, high } = averageConfidence(confidence)
      if (low <= accuracy && accuracy <= high) covered++
    }
    // 95% of the 300 runs is 285; the limit is three standard deviations below that.
    expect(covered).toBeGreaterThanOrEqual(274)
  }
})

test('both detect a lower accuracy on harder inputs', () => {
  const before = windowOf(1, 5000, 0.4)
  const after = windowOf(2, 5000, 1)
  expect(before.accuracy - after.accuracy).toBeGreaterThan(0.08)
  const threshold = confidenceThreshold(before.confidence, before.right)
  expect(thresholdedConfidence(before.confidence, threshold).accuracy).toBeCloseTo(before.accuracy, 3)
  expect(Math.abs(averageConfidence(after.confidence).accuracy - after.accuracy)).toBeLessThan(0.015)
  // The method counts every row below the threshold as wrong, so it overestimates the drop in accuracy, but it detects
  // that accuracy fell.
  const fallen = thresholdedConfidence(after.confidence, threshold)
  expect(fallen.accuracy).toBeLessThan(before.accuracy - 0.08)
  expect(fallen.low).toBeLessThan(fallen.accuracy)
})

test('the Poisson binomial distribution, by enumeration', () => {
  expect(Array.from(correctDistribution([0.5, 0.5]))).toEqual([0.25, 0.5, 0.25])
  const chances = correctDistribution([0.9, 0.6, 0.2])
  expect(chances[0]).toBeCloseTo(0.1 * 0.4 * 0.8, 12)
  expect(chances[3]).toBeCloseTo(0.9 * 0.6 * 0.2, 12)
  expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
})

test('certain predictions on few rows do not make the accuracy certain', () => {
  const { accuracy, low, high } = averageConfidence(new Float64Array(52).fill(1))
  expect([accuracy, high]).toEqual([1, 1])
  // The lower end of Wilson's interval of 52 of 52.
  expect(low).toBeCloseTo(0.9312, 4)
})

test('no rows give no estimate; all wrong or all correct', () => {
  expect(averageConfidence([])).toEqual({ accuracy: Number.NaN, low: 0, high: 1 })
  expect(thresholdedConfidence([], 0.5)).toEqual({ accuracy: Number.NaN, low: 0, high: 1 })
  expect(thresholdedConfidence([0.9, 0.8], confidenceThreshold([0.9, 0.8], [false, false])).accuracy).toBe(0)
  expect(thresholdedConfidence([0.9, 0.8], confidenceThreshold([0.9, 0.8], [true, true])).accuracy).toBe(1)
})
