/**
 * @file Tests MMD² against the reference values in fixtures/metric_vectors.json, and the permutation tests in
 * simulations.
 */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import { driftOfNumbers, driftOfRows } from './drift-threshold'
import { alarms, atMost, numbers } from './drift-worlds.test-help'
import vectors from './fixtures/metric_vectors.json'
import { MAX_ROWS, mmd, mmdTest, type Rows } from './mmd'

const { X, Y, sigma, biased, unbiased } = vectors.mmd2_rbf
const rows = (values: readonly (readonly number[])[]): Rows => ({ values: values.flat(), width: 2 })
const level = (seed: number) => ({ alpha: 0.05, seed })

test('biased and unbiased, and σ by the median of distances', () => {
  expect(Math.abs(mmd(rows(X), rows(Y), 'biased', sigma) - biased)).toBeLessThanOrEqual(1e-12)
  expect(Math.abs(mmd(rows(X), rows(Y), 'unbiased', sigma) - unbiased)).toBeLessThanOrEqual(1e-12)
  // The squared distances are 1, 1, 2 within each sample, and 8, 13, 13, 5, 8, 10, 5, 10, 8 between the samples. Their
  // median, the eighth of 15 values, is 5.
  expect(mmd(rows(X), rows(Y), 'biased')).toBe(mmd(rows(X), rows(Y), 'biased', Math.sqrt(2.5)))
  const alike = { values: [1, 1, 1], width: 1 }
  expect(mmd(alike, alike, 'unbiased')).toBeCloseTo(0, 12)
})

function normals(seed: number, n: number, moved: number): Rows {
  const random = rng(seed, { kind: 'generate' })
  return { values: Float64Array.from({ length: 3 * n }, () => random.normal() + moved), width: 3 }
}

test('the statistic of the test is the unbiased one, whichever sample is larger, thinned if large', () => {
  const random = rng(1, { kind: 'resample', epoch: 0 })
  const [a, b] = [normals(1, 30, 0), normals(2, 12, 0.5)]
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    expect(mmdTest(one, other, { alpha: 0.05, random }).statistic).toBeCloseTo(mmd(one, other, 'unbiased'), 12)
  }
  const long = normals(3, 2 * MAX_ROWS, 0)
  const half = Array.from({ length: MAX_ROWS }, (_, i) => Array.from(long.values).slice(6 * i, 6 * i + 3)).flat()
  const found = mmdTest(long, b, { alpha: 0.05, random, draws: 1 }).statistic
  expect(found).toBeCloseTo(mmd({ values: half, width: 3 }, b, 'unbiased'), 12)
  expect(mmdTest(normals(1, 1, 0), b, { alpha: 0.05, random }).p).toBe(1)
})

describe('permutation', () => {
  test.each([
    [50, 50, 300],
    [100, 100, 100],
    [1000, 50, 40],
    [1000, 1000, 20],
  ])('without drift, %i and %i rows: Wasserstein gives no more alarms than configured', (n, m, worlds) => {
    const drifted = (seed: number) => driftOfNumbers('wasserstein', ...numbers(seed, n, m), level(seed)).drifted
    expect(alarms(worlds, drifted)).toBeLessThanOrEqual(atMost(worlds))
  })

  test('so does MMD, for 50 rows', () => {
    const drifted = (seed: number) => driftOfRows(normals(seed, 50, 0), normals(seed + 1e6, 50, 0), level(seed)).drifted
    expect(alarms(50, drifted)).toBeLessThanOrEqual(atMost(50))
  })

  test('a mean shifted by 0.85 deviations is detected in 50 rows: by Wasserstein, and by MMD in three columns', () => {
    const apart = (seed: number) => driftOfNumbers('wasserstein', ...numbers(seed, 50, 50, 0.85), level(seed)).drifted
    expect(alarms(20, apart)).toBeGreaterThanOrEqual(19)
    const rowsApart = (seed: number) =>
      driftOfRows(normals(seed, 50, 0), normals(seed + 1e6, 50, 0.85), level(seed)).drifted
    expect(alarms(20, rowsApart)).toBeGreaterThanOrEqual(19)
  })

  test('the same seed gives the same result', () => {
    const [a, b] = numbers(4, 50, 50, 0.3)
    expect(driftOfNumbers('wasserstein', a, b, level(9))).toEqual(driftOfNumbers('wasserstein', a, b, level(9)))
  })
})
