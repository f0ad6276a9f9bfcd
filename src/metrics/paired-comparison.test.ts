/** @file Tests paired comparisons: their p-values and intervals, exactly and in seeded simulations. */
import { describe, expect, it, test } from 'vitest'
import { rng } from '../base/rng'
import { measure } from './metrics-of'
import { accuracyLoss, atLeast, errorIncrease, pairedBootstrap, scoreInterval } from './paired-comparison'

describe('paired comparison', () => {
  test('computes the binomial tail like exact integer arithmetic', () => {
    expect(atLeast(8, 10)).toBeCloseTo(56 / 1024, 14)
    expect(atLeast(0, 10)).toBe(1)
    expect(atLeast(11, 10)).toBe(0)
    expect(atLeast(5, 5)).toBeCloseTo(1 / 32, 14)
    // Computed naively, 0.5 to this power underflows in double precision.
    expect(atLeast(2500, 5000)).toBeCloseTo(0.5056415, 6)
    expect(atLeast(2600, 5000)).toBeCloseTo(0.0024418, 6)
  })

  test('give McNemar’s p for pairs, and an interval around the difference', () => {
    const harm = accuracyLoss([0, 0, 0, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
    expect(harm).toMatchObject({ worse: 0.2, rows: 10 })
    expect(harm.p).toBeCloseTo(5 / 16, 12)
    expect(harm.low).toBeLessThan(0)
    expect(harm.high).toBeGreaterThan(0.2)
  })

  test('has an interval of all differences that the score test does not reject, and none beyond -1 and 1', () => {
    // As an independent check, this finds the value with a grid search instead of solving the equation.
    const z = (lost: number, won: number, rows: number, difference: number) => {
      let [best, share] = [Number.NEGATIVE_INFINITY, 0]
      const times = (count: number, chance: number) => (count === 0 ? 0 : count * Math.log(chance))
      const most = (1 - difference) / 2
      for (let i = 1; i < 20_000; i++) {
        const won1 = Math.max(0, -difference) + ((most - Math.max(0, -difference)) * i) / 20_000
        const lost1 = won1 + difference
        const likely = times(lost, lost1) + times(won, won1) + times(rows - lost - won, 1 - lost1 - won1)
        if (likely > best) [best, share] = [likely, won1]
      }
      return (lost - won - rows * difference) / Math.sqrt(rows * (2 * share + difference * (1 - difference)))
    }
    for (const [lost, won, rows] of [
      [12, 2, 50],
      [3, 1, 10],
      [40, 10, 400],
      [7, 25, 60],
    ] as const) {
      const { low, high } = scoreInterval(lost, won, rows)
      expect(z(lost, won, rows, low)).toBeCloseTo(1.96, 2)
      expect(z(lost, won, rows, high)).toBeCloseTo(-1.96, 2)
    }
    for (const [lost, won, rows] of [
      [20, 0, 20],
      [0, 20, 20],
      [0, 0, 20],
      [1, 0, 1],
    ] as const) {
      const { low, high } = scoreInterval(lost, won, rows)
      expect(low).toBeGreaterThanOrEqual(-1)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual((lost - won) / rows)
      expect(high).toBeGreaterThanOrEqual((lost - won) / rows)
    }
    // If the versions agree on all rows, this is the upper limit of the Wilson interval for 0 out of n.
    expect(scoreInterval(0, 0, 20).high).toBeCloseTo(1.959964 ** 2 / (20 + 1.959964 ** 2), 5)
  })

  test('ignore rows without known results', () => {
    expect(accuracyLoss([Number.NaN, 1], [1, 1]).rows).toBe(1)
    expect(errorIncrease([Number.NaN, 1, 2], [1, 1, 1])).toMatchObject({ rows: 2, worse: 0.5 })
  })
})

describe('the paired bootstrap', () => {
  const draw = rng(4, { kind: 'generate' })

  it('has the interval of McNemar’s setting for a difference of accuracies', () => {
    // The first model alone is wrong on 30 of 200 rows, the second on 12, and both on 20.
    const right = (from: number, to: number) =>
      Array.from({ length: 200 }, (_, row) => (row >= from && row < to) || row < 20)
    const [first, second] = [right(20, 50), right(50, 62)]
    const accuracy = (wrong: readonly boolean[], rows: ArrayLike<number>) =>
      1 - Array.from(rows).filter((row) => wrong[row]).length / rows.length
    const found = pairedBootstrap(200, (rows) => accuracy(second, rows) - accuracy(first, rows), { seed: 1 })
    const tango = scoreInterval(30, 12, 200)
    expect(found.value).toBeCloseTo(18 / 200, 12)
    expect(Math.abs(found.low - tango.low)).toBeLessThan(0.01)
    expect(Math.abs(found.high - tango.high)).toBeLessThan(0.01)
    const again = pairedBootstrap(200, (rows) => accuracy(second, rows) - accuracy(first, rows), { seed: 1 })
    expect(again).toEqual(found)
  })

  it('contains the true difference of macro F1 in about 95% of samples', () => {
    const f1Of = (actual: number[], predicted: number[], rows: ArrayLike<number>) => {
      const confusion = [0, 1].map(() => [0, 0])
      for (const row of Array.from(rows)) {
        const counts = confusion[actual[row] as number] as number[]
        counts[predicted[row] as number] = (counts[predicted[row] as number] ?? 0) + 1
      }
      return measure({ confusion }).macroF1 ?? Number.NaN
    }
    const world = (n: number) => {
      const actual = Array.from({ length: n }, () => Number(draw.uniform() < 0.3))
      const models = [0.8, 0.7].map((share) => actual.map((one) => (draw.uniform() < share ? one : 1 - one)))
      const [first, second] = models as [number[], number[]]
      return (rows: ArrayLike<number>) => f1Of(actual, second, rows) - f1Of(actual, first, rows)
    }
    const large = 100_000
    const truth = world(large)(Uint32Array.from({ length: large }, (_, row) => row))
    let hits = 0
    for (let i = 0; i < 200; i++) {
      const { low, high } = pairedBootstrap(100, world(100), { seed: i, samples: 199 })
      if (low <= truth && truth <= high) hits++
    }
    expect(hits / 200).toBeGreaterThan(0.91)
    expect(hits / 200).toBeLessThan(0.99)
  })

  it('leaves out samples without a value, and has no interval without any', () => {
    const share = (rows: ArrayLike<number>) => {
      const known = Array.from(rows).filter((row) => row < 3)
      return known.length > 0 ? known.filter((row) => row === 0).length / known.length : Number.NaN
    }
    expect(pairedBootstrap(6, share, { seed: 2 })).toEqual({ value: 1 / 3, low: 0, high: 1 })
    const none = { value: Number.NaN, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    expect(pairedBootstrap(5, () => Number.NaN, { seed: 2 })).toEqual(none)
    expect(pairedBootstrap(0, () => 1, { seed: 2 })).toEqual({ ...none, value: 1 })
  })
})
