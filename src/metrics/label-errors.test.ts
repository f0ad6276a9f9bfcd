/** @file Tests of confident learning against an example computed by hand, planted flips, and edge cases. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { labelErrors } from './label-errors'

test('thresholds, the confident joint, and margins agree with an example computed by hand', () => {
  const actual = [0, 0, 0, 1, 1, 1]
  const second = [0.1, 0.2, 0.9, 0.8, 0.7, 0.45]
  const probabilities = second.flatMap((p) => [1 - p, p])
  const { errors, estimated, thresholds } = labelErrors({ actual, probabilities, classes: 2 })
  // Means of 0.9, 0.8, 0.1 and of 0.8, 0.7, 0.45.
  expect([...thresholds]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.65, 12)])
  // Row 5 reaches neither threshold: 0.55 < 0.6 and 0.45 < 0.65.
  expect(errors).toEqual([{ at: 2, actual: 0, suggested: 1, confidence: 0.9, margin: expect.closeTo(-0.8, 12) }])
  expect(estimated).toBeCloseTo(1, 12)
})

test('the number of errors is scaled to all rows of a label, counted or not', () => {
  const actual = [0, 0, 0, 0, 1, 1]
  // Self-confidence 0.6 and 0.8; the fourth row is not counted, and a third of the others are errors: 4/3 rows.
  const probabilities = [0.95, 0.05, 0.85, 0.15, 0.05, 0.95, 0.55, 0.45, 0.2, 0.8, 0.2, 0.8]
  const { errors, estimated } = labelErrors({ actual, probabilities, classes: 2 })
  expect(errors.map(({ at }) => at)).toEqual([2])
  expect(estimated).toBeCloseTo(4 / 3, 12)
})

test('planted flips come first, lowest margin first', () => {
  const random = rng(5, { kind: 'resample', epoch: 0 })
  const [rows, classes] = [600, 4]
  const truth = Array.from({ length: rows }, () => random.below(classes))
  const flipped = new Set(Array.from({ length: 30 }, (_, i) => 20 * i))
  const actual = truth.map((one, row) => (flipped.has(row) ? (one + 1 + random.below(classes - 1)) % classes : one))
  const probabilities = truth.flatMap((one) => {
    // Most rows are predicted with certainty, as by a trained network.
    const own = random.uniform() < 0.9 ? 30 : 1
    const scores = Array.from({ length: classes }, (_, k) => random.uniform() + (k === one ? own : 0))
    const sum = scores.reduce((a, b) => a + b, 0)
    return scores.map((score) => score / sum)
  })
  const { errors, estimated } = labelErrors({ actual, probabilities, classes })
  const found = errors.filter(({ at }) => flipped.has(at))
  expect(found.length).toBeGreaterThanOrEqual(24)
  expect(found.every(({ at, suggested }) => suggested === truth[at])).toBe(true)
  expect(errors.slice(0, found.length).every(({ at }) => flipped.has(at))).toBe(true)
  expect(errors.map(({ margin }) => margin)).toEqual(errors.map(({ margin }) => margin).sort((a, b) => a - b))
  expect(Math.abs(estimated - 30)).toBeLessThan(12)
})

test('a class without rows is never suggested, and neither one class nor no rows have errors', () => {
  const probabilities = [0.1, 0.1, 0.8, 0.2, 0.1, 0.7]
  // Row 1 reaches the threshold of class 0; both rows prefer class 2, whose threshold is not known.
  expect(labelErrors({ actual: [0, 1], probabilities, classes: 3 }).errors).toMatchObject([{ at: 1, suggested: 0 }])
  expect(labelErrors({ actual: [0, 0], probabilities: [1, 1], classes: 1 }).errors).toEqual([])
  expect(labelErrors({ actual: [], probabilities: [], classes: 3 })).toMatchObject({ errors: [], estimated: 0 })
})

test('equal probabilities and NaN suggest nothing', () => {
  const half = [0.5, 0.5, 0.5, 0.5]
  expect(labelErrors({ actual: [0, 1], probabilities: half, classes: 2 }).errors).toEqual([])
  expect(labelErrors({ actual: [0, 1], probabilities: half.map(() => Number.NaN), classes: 2 }).errors).toEqual([])
})
