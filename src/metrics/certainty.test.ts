/** @file Conformal sets and intervals: by hand, at the edges, and their coverage over many random splits. */
import { expect, test } from 'vitest'
import {
  conformalQuantile,
  coverageOf,
  coveredBySets,
  fitSetThreshold,
  leastRows,
  spreadOf,
  uncertaintyOf,
} from './certainty'
import { conformalSplits } from './conformal-splits.test-help'

test('the quantile is the ⌈(n + 1) coverage⌉-th smallest score', () => {
  const scores = [5, 1, 4, 2, 3, 9, 7, 8, 6]
  expect([0.1, 0.5, 0.75, 0.9].map((coverage) => conformalQuantile(scores, coverage))).toEqual([1, 5, 8, 9])
  expect(conformalQuantile(scores.slice(1), 0.9)).toBe(Number.POSITIVE_INFINITY)
  expect([0.5, 0.8, 0.9, 0.95, 0.99].map(leastRows)).toEqual([1, 4, 9, 19, 99])
  expect(conformalQuantile([], 0.5)).toBe(Number.POSITIVE_INFINITY)
  expect(conformalQuantile([1, Number.NaN], 0.5)).toBeNaN()
})

test('a set has every class from the threshold on', () => {
  const probabilities = [0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.1, 0.45, 0.45]
  const actual = [0, 0, 2]
  expect(fitSetThreshold(probabilities, actual, 3, 0.5)).toBe(0.45)
  const covered = coveredBySets(probabilities, actual, 3, 0.45)
  expect([[...(covered.isCovered as Uint8Array)], [...(covered.sizes as Uint32Array)]]).toEqual([
    [1, 0, 1],
    [1, 1, 2],
  ])
  expect(coverageOf(covered)).toMatchObject({ value: 2 / 3, n: 3, size: 4 / 3 })
  expect(coverageOf(covered, (row) => actual[row] === 2)).toMatchObject({ value: 1, n: 1, size: 2, high: 1 })
  expect(coverageOf(covered, () => false)).toMatchObject({ value: Number.NaN, n: 0, low: 0, high: 1 })
  // Too few rows to leave anything out: every class is in every set.
  expect(coveredBySets(probabilities, actual, 3, fitSetThreshold(probabilities, actual, 3, 0.9)).sizes).toEqual(
    Uint32Array.of(3, 3, 3),
  )
})

test('sets and intervals cover 89 to 91% over 1,000 splits, even if the model is wrong', () => {
  const { sets, intervals } = conformalSplits(1000, 0.9)
  for (const mean of [sets, intervals]) {
    expect(mean).toBeGreaterThan(0.89)
    expect(mean).toBeLessThan(0.91)
  }
})

test('entropy is high for mixed and for disagreeing estimates, mutual information only for disagreeing ones', () => {
  const ln2 = Math.log(2)
  const samples = [
    [1, 0, 0.5, 0.5, 1, 0],
    [0, 1, 0.5, 0.5, 1, 0],
  ]
  const { entropy, mutualInformation } = uncertaintyOf(samples, 2)
  expect([...entropy]).toEqual([ln2, ln2, 0].map((one) => expect.closeTo(one, 12)))
  expect([...mutualInformation]).toEqual([ln2, 0, 0].map((one) => expect.closeTo(one, 12)))
  expect(uncertaintyOf([[Number.NaN, 1]], 2).entropy[0]).toBeNaN()
  expect(uncertaintyOf([], 2).entropy).toHaveLength(0)
  // The sample standard deviations of 1, 2, 3 and of 4, 4, 4.
  expect([
    ...spreadOf([
      [1, 4],
      [2, 4],
      [3, 4],
    ]),
  ]).toEqual([1, 0])
})
