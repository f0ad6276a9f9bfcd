/** @file Tests the corrections against known results, including those of statsmodels' multipletests. */
import { expect, test } from 'vitest'
import { correctPValues, isPersistent, falsePersistence } from './multiple-testing'

const ps = [0.029, 0.001, 0.2, 0.012, 0.041]
const close = (found: readonly number[], wanted: readonly number[]) =>
  found.forEach((p, i) => {
    expect(p).toBeCloseTo(wanted[i] as number, 12)
  })

test('Bonferroni flags one, Holm two, Benjamini and Hochberg three', () => {
  // Of the p-values .001, .012, .029, .041 and .2, the first three are significant with Benjamini and Hochberg, but
  // only the first with Bonferroni. 0.041 × 5 / 4 = 0.05125.
  const bonferroni = correctPValues(ps, 0.05, 'Bonferroni')
  close(bonferroni.adjusted, [0.145, 0.005, 1, 0.06, 0.205])
  expect(bonferroni.flagged).toEqual([false, true, false, false, false])
  const holm = correctPValues(ps, 0.05, 'Holm')
  close(holm.adjusted, [0.087, 0.005, 0.2, 0.048, 0.087])
  expect(holm.flagged).toEqual([false, true, false, true, false])
  const hochberg = correctPValues(ps, 0.05, 'Benjamini-Hochberg')
  close(hochberg.adjusted, [0.0483333333333333, 0.005, 0.2, 0.03, 0.05125])
  expect(hochberg.flagged).toEqual([true, true, false, true, false])
})

test('adjusted values keep the order, and NaN does not count', () => {
  expect(correctPValues([0.04, 0.041], 0.05, 'Holm').adjusted).toEqual([0.08, 0.08])
  expect(correctPValues([0.04, 0.041], 0.05, 'Benjamini-Hochberg').adjusted).toEqual([0.041, 0.041])
  expect(correctPValues([Number.NaN, 0.03], 0.05, 'Bonferroni')).toEqual({
    adjusted: [Number.NaN, 0.03],
    flagged: [false, true],
  })
  expect(correctPValues([], 0.05, 'Holm').flagged).toEqual([])
})

test('persistent: enough of the last windows', () => {
  expect(isPersistent([true, true, false, true], 3, 4)).toBe(true)
  expect(isPersistent([true, true, false, true], 3, 3)).toBe(false)
  expect(isPersistent([true], 2, 3)).toBe(false)
  expect(falsePersistence(0.05, 1, 1)).toBeCloseTo(0.05, 12)
  // The probability that at least two of three windows are flagged is 3 p² (1 - p) + p³.
  expect(falsePersistence(0.05, 2, 3)).toBeCloseTo(0.00725, 12)
})
