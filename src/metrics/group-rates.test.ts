/** @file The rates and gaps of groups, against counts by hand, and the coverage of their intervals. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { thresholdNumber } from '../messages/format'
import { costCurve } from './curves'
import { groupReport, groupThresholds, type Strategy } from './group-rates'

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

test('with the share of the class in production, the threshold for all is that of the cost curve', () => {
  const random = rng(5, { kind: 'generate' })
  const groupOf = Array.from({ length: 400 }, (_, row) => row % 2)
  const positive = groupOf.map(() => (random.uniform() < 0.4 ? 1 : 0))
  const scores = positive.map((one) => one + random.normal())
  const costs = { miss: 5, falseAlarm: 1, prevalence: 0.1 }
  const [single] = groupThresholds({ positive, scores }, { groupOf, names: ['a', 'b'] }, costs)
  const { cost } = costCurve({ positive, scores }, costs)
  expect(single?.cost).toBeCloseTo(Math.min(...cost), 12)
  const [asInRows] = groupThresholds({ positive, scores }, { groupOf, names: ['a', 'b'] }, { miss: 5, falseAlarm: 1 })
  expect(asInRows?.thresholds[0]).not.toBe(single?.thresholds[0])
  // Rows without a group, most of them of the class, count for nothing: as if they were not there.
  const some = groupOf.map((group, row) => (row % 3 === 0 && positive[row] === 1 ? -1 : group))
  const [ofSome] = groupThresholds({ positive, scores }, { groupOf: some, names: ['a', 'b'] }, costs)
  const own = <T>(all: readonly T[]) => all.filter((_, row) => some[row] !== -1)
  const { best } = costCurve({ positive: own(positive), scores: own(scores) }, costs)
  expect(ofSome?.thresholds).toEqual([best.threshold, best.threshold])
  expect(ofSome?.cost).toBeCloseTo(best.cost, 12)
})

test('each strategy finds the cheapest thresholds, and makes equal what it says', () => {
  const random = rng(2, { kind: 'generate' })
  // The class is more common in the first group, and the scores of the second are less informative.
  const groupOf = Array.from({ length: 1600 }, (_, row) => row % 2)
  const positive = groupOf.map((group) => (random.uniform() < (group === 0 ? 0.6 : 0.3) ? 1 : 0))
  const scores = groupOf.map((group, row) => (positive[row] as number) * (group === 0 ? 2 : 1.2) + random.normal())
  const rows = { positive, scores }
  const costs = { miss: 3, falseAlarm: 1 }
  const found = groupThresholds(rows, { groupOf, names: ['a', 'b'] }, costs)
  const by = (strategy: Strategy) => found.find((one) => one.strategy === strategy) as (typeof found)[number]
  const costAt = (thresholds: readonly number[]) =>
    groupOf.reduce((sum, group, row) => {
      const isFound = (scores[row] as number) >= (thresholds[group] as number)
      return sum + (positive[row] && !isFound ? 3 : !positive[row] && isFound ? 1 : 0)
    }, 0) / groupOf.length
  for (const { thresholds, cost } of found) expect(cost).toBeCloseTo(costAt(thresholds), 12)
  const own = by('own')
  for (const at of scores) {
    expect(costAt([at, own.thresholds[1] as number])).toBeGreaterThanOrEqual(own.cost - 1e-12)
    expect(costAt([own.thresholds[0] as number, at])).toBeGreaterThanOrEqual(own.cost - 1e-12)
    expect(costAt([at, at])).toBeGreaterThanOrEqual(by('single').cost - 1e-12)
  }
  expect(own.cost).toBeLessThan(by('single').cost)
  for (const [strategy, rate] of [
    ['demographicParity', 'selectionRate'],
    ['equalOpportunity', 'tpr'],
    ['predictiveParity', 'ppv'],
    ['equalAccuracy', 'accuracy'],
  ] as const) {
    const { gaps, cost } = by(strategy)
    expect(gaps[rate]?.value, strategy).toBeLessThanOrEqual(0.02 + 1e-12)
    expect(by('own').gaps[rate]?.value, strategy).toBeGreaterThan(0.02)
    expect(cost).toBeGreaterThanOrEqual(own.cost)
  }
  // Equal error rates and equal calibration exclude each other if the class is more common in one group.
  expect(by('equalOpportunity').gaps.ppv?.value).toBeGreaterThan(0.1)
})

test('thresholds of equal cost are chosen by one rule, and their text decides the same', () => {
  const random = rng(6, { kind: 'generate' })
  for (let world = 0; world < 300; world++) {
    const groupOf = Array.from({ length: 20 }, (_, row) => row % 2)
    const positive = groupOf.map(() => random.below(2))
    // Every third world has scores that three decimals do not separate.
    const scores = groupOf.map(() => (world % 3 === 0 ? 0.7 + random.uniform() / 1e5 : random.below(12) / 11))
    const costs = { miss: 1 + random.below(4), falseAlarm: 1 + random.below(2) }
    const found = groupThresholds({ positive, scores }, { groupOf, names: ['a', 'b'] }, costs)
    const { best } = costCurve({ positive, scores }, costs)
    expect(found[0], String(world)).toMatchObject({ thresholds: [best.threshold, best.threshold], cost: best.cost })
    for (const { thresholds } of found)
      thresholds.forEach((threshold, group) => {
        const shown = Number(Number.isFinite(threshold) ? thresholdNumber(threshold) : threshold)
        scores.forEach((score, row) => {
          if (groupOf[row] === group) expect(score >= shown, String(world)).toBe(score >= threshold)
        })
      })
  }
})

/** Every way to choose one of each list. */
const product = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>((all, list) => all.flatMap((one) => list.map((next) => [...one, next])), [[]])

test('equal rates are the cheapest within two points, or else the nearest, of all thresholds of 1,000 small cases', () => {
  const random = rng(5, { kind: 'generate' })
  const rates = {
    demographicParity: 'selectionRate',
    equalOpportunity: 'tpr',
    predictiveParity: 'ppv',
    equalAccuracy: 'accuracy',
  } as const
  let possible = 0
  for (let world = 0; world < 1000; world++) {
    const groups = 2 + random.below(2)
    const names = ['a', 'b', 'c'].slice(0, groups)
    const groupOf = Array.from({ length: 4 + random.below(14) }, (_, row) =>
      row < groups ? row : random.below(groups),
    )
    const positive = groupOf.map(() => random.below(2))
    const scores = groupOf.map(() => random.below(9) / 8)
    const costs = { miss: random.below(5), falseAlarm: 1 + random.below(3) }
    const all = product(names.map((_, g) => [Infinity, ...new Set(scores.filter((_, row) => groupOf[row] === g))]))
    const tried = all.map((thresholds) => {
      const { groups: found } = groupReportAt({ positive, scores, groupOf, names }, thresholds)
      const cost = groupOf.reduce((sum, group, row) => {
        const isFound = (scores[row] as number) >= (thresholds[group] as number)
        return (
          sum + (positive[row] === 1 && !isFound ? costs.miss : positive[row] === 0 && isFound ? costs.falseAlarm : 0)
        )
      }, 0)
      return { found, cost: cost / groupOf.length }
    })
    for (const { strategy, cost, gaps } of groupThresholds({ positive, scores }, { groupOf, names }, costs)) {
      if (!(strategy in rates)) continue
      const rate = rates[strategy as keyof typeof rates]
      // Only thresholds with a rate for each group that can have one.
      const most = Math.max(...tried.map(({ found }) => found.filter((one) => one[rate].n > 0).length))
      const spreads = tried.flatMap(({ found, cost }) => {
        const known = found.flatMap((one) => (one[rate].n > 0 ? [one[rate].value] : []))
        return known.length === most ? [{ cost, gap: most === 0 ? 0 : Math.max(...known) - Math.min(...known) }] : []
      })
      const least = Math.max(0.02, Math.min(...spreads.map(({ gap }) => gap))) + 1e-9
      expect(gaps[rate]?.value ?? 0, `${strategy} ${world}`).toBeLessThanOrEqual(least)
      const cheapest = Math.min(...spreads.flatMap((one) => (one.gap <= least ? [one.cost] : [])))
      expect(cost, `${strategy} ${world}`).toBeCloseTo(cheapest, 9)
      if (least < 0.03) possible++
    }
  }
  expect(possible).toBeGreaterThan(1000)
  expect(possible).toBeLessThan(4000)
})

/** The rates of groups that each have their own threshold: those of scores moved so that every threshold is at 0. */
function groupReportAt(
  { positive, scores, groupOf, names }: { [K in 'positive' | 'scores' | 'groupOf']: number[] } & { names: string[] },
  thresholds: readonly number[],
) {
  const moved = scores.map((score, row) => score - (thresholds[groupOf[row] as number] as number))
  return groupReport({ positive, scores: moved }, { groupOf, names }, 0)
}
