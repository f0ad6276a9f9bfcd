/** @file Tests that planted slices are found, and that data without any has false slices in at most 5% of datasets. */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import {
  type ErrorNode,
  errorTree,
  findWeakSlices,
  type RowErrors,
  type SliceFeature,
  type WeakSlice,
} from './weak-slices'

const ROWS = 800
const LEAST = 8

/** Columns with 5 ordered, 3, and 4 buckets, and two more ordered ones; a tenth of the values of the last is missing. */
function featuresOf(seed: number): readonly SliceFeature[] {
  const random = rng(seed, { kind: 'resample', epoch: 0 })
  return [5, 3, 4, 5, 5].map((buckets, i) => ({
    codes: Array.from({ length: ROWS }, () => (i === 4 && random.uniform() < 0.1 ? buckets : random.below(buckets))),
    buckets,
    isOrdered: buckets === 5,
  }))
}

function errorsOf(seed: number, isHard: (row: number) => boolean, isRate: boolean): RowErrors {
  const random = rng(seed, { kind: 'resample', epoch: 1 })
  const errors = Array.from({ length: ROWS }, (_, row) => {
    const p = isHard(row) ? 0.5 : 0.08
    // Errors of numbers have a long tail.
    return isRate ? Number(random.uniform() < p) : (isHard(row) ? 4 : 1) * -Math.log(1 - random.uniform())
  })
  return { errors, isRate }
}

function find(features: readonly SliceFeature[], rows: RowErrors): readonly WeakSlice[] {
  const work = findWeakSlices(features, rows, { least: LEAST })
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const plantedRanges = [
  [{ feature: 1, from: 2, to: 2 }],
  [
    { feature: 0, from: 3, to: 4 },
    { feature: 2, from: 1, to: 1 },
  ],
]

describe.each([true, false])('errors are rates: %s', (isRate) => {
  test('20 planted slices are found, and nothing else in most datasets', () => {
    let exact = 0
    for (let seed = 0; seed < 20; seed++) {
      const features = featuresOf(seed)
      const planted = plantedRanges[seed % 2] as (typeof plantedRanges)[0]
      const isHard = (row: number) =>
        planted.every(({ feature, from, to }) => {
          const code = features[feature]?.codes[row] as number
          return code >= from && code <= to
        })
      const [first, ...others] = find(features, errorsOf(seed, isHard, isRate))
      const rows = [...Array(ROWS).keys()]
      const own = rows.filter(isHard)
      const found = rows.filter((row) =>
        first?.conditions.every(({ feature, from, to }) => {
          const code = features[feature]?.codes[row] as number
          return code >= from && code <= to
        }),
      )
      const both = found.filter(isHard).length
      expect(both / (own.length + found.length - both), `seed ${seed}`).toBeGreaterThan(0.5)
      expect(first?.mean).toBeGreaterThan(2 * (first?.rest ?? 0))
      expect(others.length).toBeLessThanOrEqual(1)
      if (others.length === 0 && JSON.stringify(first?.conditions) === JSON.stringify(planted)) exact++
    }
    expect(exact).toBeGreaterThanOrEqual(12)
  })

  test('at most 5% of 200 datasets without weak slices have any', () => {
    const isFalse = (seed: number) =>
      find(
        featuresOf(seed),
        errorsOf(1000 + seed, () => false, isRate),
      ).length > 0
    expect([...Array(200).keys()].filter(isFalse).length).toBeLessThanOrEqual(10)
  }, 60_000)

  test('18 rows with a missing value are mostly found as a slice, and as a branch of the tree', () => {
    let [slices, branches] = [0, 0]
    for (let seed = 0; seed < 20; seed++) {
      const [first, ...others] = featuresOf(seed) as [SliceFeature, ...SliceFeature[]]
      const isMissing = (row: number) => row % 45 === 7
      const codes = Array.from(first.codes, (code, row) => (isMissing(row) ? first.buckets : code))
      const features = [{ ...first, codes }, ...others]
      const errors = errorsOf(seed, isMissing, isRate)
      const missing = { feature: 0, from: first.buckets, to: first.buckets }
      const [found] = find(features, errors)
      if (found?.n === 18 && JSON.stringify(found.conditions) === JSON.stringify([missing])) slices++
      if (JSON.stringify(errorTree(features, errors, { least: LEAST }).split?.range) === JSON.stringify(missing))
        branches++
    }
    expect(slices).toBeGreaterThanOrEqual(14)
    expect(branches).toBeGreaterThanOrEqual(14)
  })

  test('the error tree splits by the planted slice only', () => {
    const features = featuresOf(3)
    const isHard = (row: number) => (features[0]?.codes[row] as number) >= 3 && features[2]?.codes[row] === 1
    const tree = errorTree(features, errorsOf(3, isHard, isRate), { least: LEAST })
    const leaves = (node: ErrorNode): readonly ErrorNode[] =>
      node.split ? [node.split.inside, node.split.outside].flatMap(leaves) : [node]
    const all = leaves(tree)
    expect(all.reduce((sum, { n }) => sum + n, 0)).toBe(ROWS)
    expect(all.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    const worst = all.reduce((a, b) => (a.mean > b.mean ? a : b))
    expect(worst.n).toBe([...Array(ROWS).keys()].filter(isHard).length)
    expect(all).toHaveLength(3)
  })
})

test('no rows, no features, rows without a known error, and errors that are all equal have no slices', () => {
  expect(find([], { errors: [1, 0], isRate: true })).toEqual([])
  expect(find(featuresOf(1), { errors: [], isRate: true })).toEqual([])
  expect(errorTree(featuresOf(1), { errors: [], isRate: true }, { least: LEAST })).toEqual({ n: 0, mean: 0, share: 0 })
  for (const value of [0, 1, Number.NaN])
    expect(find(featuresOf(1), { errors: new Array(ROWS).fill(value), isRate: true })).toEqual([])
})
