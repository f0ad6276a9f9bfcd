/** @file Attributions against enumeration, closed forms, and SciPy's ranks, and the coverage of sampled intervals. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import {
  accumulatedEffects,
  binOf,
  type CoalitionValues,
  exactShapley,
  meanOf,
  quantileEdges,
  rankCorrelation,
  sampledShapley,
} from './attribution'

const random = () => rng(3, { kind: 'resample', epoch: 0 })

/** The definition: the mean gain over all orders. */
function overAllOrders(n: number, value: readonly number[]): readonly number[] {
  const sums = new Array<number>(n).fill(0)
  const gains = (left: readonly number[], coalition: number, weight: number): void => {
    for (const i of left) {
      const next = coalition | (1 << i)
      sums[i] = (sums[i] as number) + (weight / left.length) * ((value[next] as number) - (value[coalition] as number))
      gains(
        left.filter((one) => one !== i),
        next,
        weight / left.length,
      )
    }
  }
  const all = Array.from({ length: n }, (_, i) => i)
  gains(all, 0, 1)
  return sums
}

test.each([1, 2, 3, 5, 6])('exact Shapley values of %i features are those of all orders', async (n) => {
  const draw = random()
  const value = Array.from({ length: 2 ** n }, () => draw.normal())
  const valuesOf: CoalitionValues = async (coalitions) => Array.from(coalitions, (one) => value[one] as number)
  const { values, base, full } = await exactShapley(n, valuesOf)
  overAllOrders(n, value).forEach((expected, i) => {
    expect(Math.abs((values[i] as number) - expected)).toBeLessThan(1e-9)
  })
  expect(values.reduce((sum, one) => sum + one, 0)).toBeCloseTo(full - base, 12)
})

test('a feature without effect gets 0, and equal features get equal values', async () => {
  const valuesOf: CoalitionValues = async (coalitions) => Array.from(coalitions, (one) => Number((one & 3) === 3))
  const { values } = await exactShapley(3, valuesOf)
  expect([...values]).toEqual([0.5, 0.5, 0])
})

test('sampled values agree with the exact ones, and their intervals cover them', async () => {
  const draw = random()
  const n = 6
  const value = Array.from({ length: 2 ** n }, () => draw.normal())
  const valuesOf: CoalitionValues = async (coalitions) => Array.from(coalitions, (one) => value[one] as number)
  const exact = await exactShapley(n, valuesOf)
  let [covered, all] = [0, 0]
  for (let world = 0; world < 60; world++) {
    const { values, intervals = [], base, full } = await sampledShapley(n, valuesOf, { pairs: 40, random: draw })
    expect(values.reduce((sum, one) => sum + one, 0)).toBeCloseTo(full - base, 10)
    intervals.forEach(({ low, high }, i) => {
      all++
      if (low <= (exact.values[i] as number) && (exact.values[i] as number) <= high) covered++
    })
  }
  expect(covered / all).toBeGreaterThan(0.92)
  expect(covered / all).toBeLessThan(0.985)
})

test('accumulated effects of a linear prediction are its slope, whatever other features do', () => {
  const values = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i) * 5)
  const edges = quantileEdges(values, 10)
  const f = (x: number, i: number) => 3 * x + Math.cos(i)
  const at = (side: 0 | 1) => Array.from(values, (value, i) => f(edges[binOf(value, edges) + side] as number, i))
  const effects = accumulatedEffects(values, edges, { below: at(0), above: at(1) })
  for (let k = 1; k < edges.length; k++)
    expect((effects[k] as number) - (effects[k - 1] as number)).toBeCloseTo(
      3 * ((edges[k] as number) - (edges[k - 1] as number)),
      10,
    )
  expect(edges.length).toBe(11)
})

test('rank correlations are those of SciPy; constant values have none', () => {
  // scipy.stats.spearmanr([1, 2, 2, 4, 3], [5, 6, 7, 8, 7]).statistic
  expect(rankCorrelation([1, 2, 2, 4, 3], [5, 6, 7, 8, 7])).toBeCloseTo(0.9210526315789475, 12)
  expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1)
  expect(rankCorrelation([1, 1, 1], [3, 2, 1])).toBe(0)
  expect(meanOf([2, 2]).low).toBe(2)
  expect(meanOf([1]).high).toBe(Number.POSITIVE_INFINITY)
})
