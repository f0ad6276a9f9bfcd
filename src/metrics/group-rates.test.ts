/** @file The rates and gaps of groups, against counts by hand, and the coverage of their intervals. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { groupReport } from './group-rates'

const names = ['a', 'b', 'nobody', 'single']

test('rates, calibration, and gaps are those counted by hand', () => {
  const rows: readonly (readonly [group: number, positive: number, score: number])[] = [
    ...[[0, 1, 0.9] as const, [0, 1, 0.4] as const, [0, 0, 0.7] as const, [0, 0, 0.2] as const],
    ...[[1, 1, 0.8] as const, [1, 1, 0.6] as const, [1, 0, 0.1] as const],
    ...[[3, 1, 0.3] as const, [-1, 1, 0.9] as const],
  ]
  const [groupOf, positive, scores] = [0, 1, 2].map((k) => rows.map((row) => row[k] as number)) as [
    number[],
    number[],
    number[],
  ]
  const { groups, gaps } = groupReport({ positive, scores }, { groupOf, names }, 0.5)
  const [a, b, single] = groups
  expect(groups.map(({ group, n }) => [group, n])).toEqual([
    ['a', 4],
    ['b', 3],
    ['single', 1],
  ])
  const values = ({ selectionRate, tpr, fpr, ppv, accuracy }: (typeof groups)[number]) =>
    [selectionRate, tpr, fpr, ppv, accuracy].map(({ value }) => value)
  expect(values(a as never)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5])
  expect(values(b as never)).toEqual([2 / 3, 1, 0, 1, 1])
  // A single row that is missed: no negative row and no row that is predicted as positive.
  expect(values(single as never)).toEqual([0, 0, Number.NaN, Number.NaN, 0])
  expect(a?.calibration.value).toBeCloseTo(2.2 / 4 - 0.5, 12)
  expect(gaps.tpr).toMatchObject({ value: 1, between: ['single', 'b'] })
  expect(gaps.fpr).toMatchObject({ value: 0.5, between: ['b', 'a'] })
  for (const { value, low, high } of Object.values(gaps)) expect(low <= value && value <= high).toBe(true)
})

test('without rows, and with a single group, there are no gaps', () => {
  expect(groupReport({ positive: [], scores: [] }, { groupOf: [], names }, 0.5)).toEqual({ groups: [], gaps: {} })
  const one = groupReport({ positive: [1, 0], scores: [0.9, 0.1] }, { groupOf: [0, 0], names }, 0.5)
  expect(one.gaps).toEqual({})
})

test('the interval of a gap between two groups covers the true gap in about 95% of samples', () => {
  const random = rng(7, { kind: 'resample', epoch: 0 })
  const [rates, size, worlds] = [[0.6, 0.75] as const, 120, 1000]
  let covered = 0
  for (let world = 0; world < worlds; world++) {
    const groupOf = Array.from({ length: 2 * size }, (_, row) => row % 2)
    const positive = groupOf.map(() => 1)
    const scores = groupOf.map((group) => (random.uniform() < (rates[group] as number) ? 0.9 : 0.1))
    const { tpr } = groupReport({ positive, scores }, { groupOf, names: ['a', 'b'] }, 0.5).gaps
    const isSwapped = tpr?.between[0] === 'b'
    const [low, high] = isSwapped ? [-(tpr?.high ?? 0), -(tpr?.low ?? 0)] : [tpr?.low ?? 0, tpr?.high ?? 0]
    if (low <= 0.15 && 0.15 <= high) covered++
  }
  expect(covered / worlds).toBeGreaterThan(0.93)
  expect(covered / worlds).toBeLessThan(0.975)
})
