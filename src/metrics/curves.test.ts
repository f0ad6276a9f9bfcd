/** @file Tests the curves and their intervals against scikit-learn, direct formulas, and seeded simulations. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { computedMs } from '../base/cpu-time.test-help'
import { lacks } from '../base/python.test-help'
import { rng } from '../base/rng'
import {
  atThreshold,
  type BinaryScores,
  costCurve,
  gainCurve,
  precisionRecallCurve,
  riskCurve,
  rocAuc,
  rocCurve,
  thresholdPoints,
} from './curves'
import { type Interval, Z } from './intervals'
import { curvesApart } from './scikit-learn.test-help'

test.skipIf(lacks('sklearn'))('scikit-learn agrees on the curves of 1,000 random cases to within 1e-12', () => {
  const { most, where, numbers } = curvesApart()
  expect(most, where).toBeLessThanOrEqual(1e-12)
  expect(numbers).toBeGreaterThan(10_000)
})

function expectNear(own: readonly number[], wanted: readonly number[]): void {
  own.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] as number))).toBeLessThanOrEqual(1e-12)
  })
}

/** The mean over all pairs, and the variance from the means per row: DeLong and others 1988, equations 3 to 6. */
function direct({ positive, scores }: BinaryScores) {
  const of = (yes: number) => Array.from(scores).filter((_, row) => Number(positive[row]) === yes)
  const [x, y] = [of(1), of(0)]
  const order = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0)
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
  const v10 = x.map((a) => mean(y.map((b) => order(a, b))))
  const v01 = y.map((b) => mean(x.map((a) => order(a, b))))
  const auc = mean(v10)
  const spread = (all: readonly number[]) =>
    all.reduce((sum, one) => sum + (one - auc) ** 2, 0) / (all.length - 1) / all.length
  return { auc, deviation: Math.sqrt(spread(v10) + spread(v01)) }
}

it('the interval of the AUC is that of DeLong on the logit scale, computed over all pairs, and wider for few rows', () => {
  const counts = { few: 0, many: 0 }
  const rows = fc.tuple(
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 60, size: 'max' }),
    fc.array(fc.integer({ min: -3, max: 6 }), { minLength: 2, maxLength: 60, size: 'max' }),
  )
  for (const [of, others] of fc.sample(rows, { numRuns: 300, seed: 2 })) {
    const sample = { positive: [...of.map(() => 1), ...others.map(() => 0)], scores: [...of, ...others] }
    const { auc, deviation } = direct(sample)
    const { value, low, high } = rocAuc(sample)
    if (!(auc > 0 && auc < 1 && deviation > 0)) continue
    const [logit, half] = [Math.log(auc / (1 - auc)), (Z * deviation) / (auc * (1 - auc))]
    const wanted = { low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) }
    if (of.length < 30 || others.length < 30) {
      expect(low).toBeLessThanOrEqual(wanted.low + 1e-12)
      expect(high).toBeGreaterThanOrEqual(wanted.high - 1e-12)
      counts.few++
    } else {
      expectNear([value, low, high], [auc, wanted.low, wanted.high])
      counts.many++
    }
  }
  expect(Math.min(counts.few, counts.many)).toBeGreaterThan(20)
})

describe('edge cases', () => {
  const curves = (rows: BinaryScores) => ({
    roc: rocCurve(rows),
    pr: precisionRecallCurve(rows),
    gain: gainCurve(rows),
    cost: costCurve(rows, { miss: 5, falseAlarm: 1 }),
    at: atThreshold(rows, 0.5),
  })

  it('no rows', () => {
    const { roc, pr, gain, cost, at } = curves({ positive: [], scores: [] })
    expect(roc.auc).toEqual({ value: Number.NaN, low: 0, high: 1 })
    expect(pr.averagePrecision).toEqual({ value: 0, low: 0, high: 1 })
    expect([...roc.thresholds, ...gain.gain, ...gain.share]).toEqual([Number.POSITIVE_INFINITY, Number.NaN, Number.NaN])
    expect(cost.best).toMatchObject({ threshold: Number.NaN, cost: Number.NaN })
    expect(at).toMatchObject({ truePositives: 0, precision: { value: 0, low: 0, high: 1 }, fBeta: 0 })
  })

  it('a cost without mistakes has no interval below 0', () => {
    for (let rows = 2; rows <= 200; rows++) {
      const positive = Array.from({ length: rows }, (_, row) => row % 2 === 0)
      const { best } = costCurve({ positive, scores: positive.map(Number) }, { miss: 1, falseAlarm: 1 })
      expect(best).toMatchObject({ cost: 0, low: 0 })
    }
  })

  it('one row', () => {
    const { roc, pr, gain, cost } = curves({ positive: [true], scores: [0.7] })
    expect(roc.auc).toEqual({ value: Number.NaN, low: 0, high: 1 })
    expect([...roc.tpr, ...gain.gain, ...gain.share]).toEqual([0, 1, 0, 1, 0, 1])
    expect(pr.averagePrecision).toMatchObject({ value: 1, high: 1 })
    expect(pr.averagePrecision.low).toBeCloseTo(0.2065, 4)
    expect(cost.best).toMatchObject({ threshold: 0.5, cost: 0, low: 0 })
    expect(costCurve({ positive: [1], scores: [1] }, { miss: 1, falseAlarm: 1, prevalence: 0.5 }).best.cost).toBeNaN()
  })

  it('one positive and one negative row, in either order or tied', () => {
    const auc = (a: number, b: number) => rocAuc({ positive: [1, 0], scores: [a, b] })
    expect(auc(1, 0)).toMatchObject({ value: 1, high: 1 })
    expect(auc(1, 0).low).toBeCloseTo(1 / (1 + Z * Z), 12)
    expect(auc(0, 1)).toMatchObject({ value: 0, low: 0 })
    expect(auc(2, 2).value).toBe(0.5)
    expect(auc(2, 2).high - auc(2, 2).low).toBeGreaterThan(0.8)
  })

  it('separated classes: the interval has a width, which shrinks with the number of rows', () => {
    const low = (n: number) => rocAuc({ positive: Array.from({ length: n }, (_, i) => i < n / 2), scores: down(n) }).low
    expect(low(6)).toBeLessThan(0.6)
    expect(low(40)).toBeGreaterThan(0.8)
    expect(low(400)).toBeGreaterThan(0.97)
    expect(low(400)).toBeLessThan(0.995)
  })

  it('a score of NaN makes everything NaN', () => {
    for (const yes of [true, false]) {
      const { roc, pr, gain, cost, at } = curves({ positive: [true, false, yes], scores: [0.5, 0.4, Number.NaN] })
      const all = [...roc.fpr, ...roc.tpr, ...roc.thresholds, ...pr.precision, ...pr.recall, ...gain.gain, ...cost.cost]
      expect(all).toEqual(new Array(7).fill(Number.NaN))
      for (const found of [roc.auc, pr.averagePrecision, at.precision, at.recall, at.accuracy])
        expect(found).toEqual({ value: Number.NaN, low: 0, high: 1 })
      expect([cost.best.threshold, cost.best.cost, at.fBeta, at.truePositives]).toEqual(new Array(4).fill(Number.NaN))
    }
  })

  it('0 and -0 are one score, and infinite scores are scores', () => {
    const { points, positives, negatives } = thresholdPoints({ positive: [1, 0, 1], scores: [0, -0, -Infinity] })
    expect({ points, positives, negatives }).toEqual({
      points: [
        { threshold: Infinity, truePositives: 0, falsePositives: 0 },
        { threshold: 0, truePositives: 1, falsePositives: 1 },
        { threshold: -Infinity, truePositives: 2, falsePositives: 1 },
      ],
      positives: 2,
      negatives: 1,
    })
  })
})

function down(n: number): number[] {
  return Array.from({ length: n }, (_, i) => -i)
}

describe('costs', () => {
  const rows = { positive: [1, 1, 0, 1, 0, 0, 0, 0], scores: [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2] }

  it('are those of the mistakes, and the best threshold lies between two scores', () => {
    const { thresholds, cost, best } = costCurve(rows, { miss: 4, falseAlarm: 1 })
    thresholds.forEach((threshold, i) => {
      const { falseNegatives, falsePositives } = atThreshold(rows, threshold)
      expect(cost[i]).toBeCloseTo((4 * falseNegatives + falsePositives) / 8, 12)
    })
    expect(best.threshold).toBeCloseTo(0.55, 12)
    expect(best.cost).toBeCloseTo(1 / 8, 12)
    expect(costCurve(rows, { miss: 1, falseAlarm: 4 }).best.threshold).toBeCloseTo(0.75, 12)
    expect(costCurve(rows, { miss: 1, falseAlarm: 0 }).best).toMatchObject({ threshold: 0.5, cost: 0 })
    expect(costCurve(rows, { miss: 0, falseAlarm: 1 }).best).toMatchObject({ threshold: Infinity, cost: 0 })
  })

  it('of a rare class in production weigh its mistakes less', () => {
    const { cost } = costCurve(rows, { miss: 4, falseAlarm: 1, prevalence: 0.01 })
    expect(cost[0]).toBeCloseTo(0.04, 12)
    expect(cost.at(-1)).toBeCloseTo(0.99, 12)
  })
})

/** Φ(1 / √2) */
const AUC_OF_SHIFT_1 = 0.7602499389065233

/** Two normal classes whose means are 1 apart. */
function world(draw: ReturnType<typeof rng>, positives: number, negatives: number): BinaryScores {
  const n = positives + negatives
  const positive = Array.from({ length: n }, (_, i) => i < positives)
  return { positive, scores: positive.map((yes) => draw.normal() + (yes ? 1 : 0)) }
}

it('95% intervals of the AUC, AP, and cost contain the true value in about 95% of samples', () => {
  const draw = rng(7, { kind: 'generate' })
  const truth = {
    auc: AUC_OF_SHIFT_1,
    ap: precisionRecallCurve(world(draw, 100_000, 200_000)).averagePrecision.value,
    // Φ(-0.5) is the rate of both mistakes at the threshold 0.5.
    cost: (0.3085375387259869 * (3 + 2)) / 3,
  }
  const coverage = coverageOf(truth, () => {
    const rows = world(draw, 30, 60)
    const { thresholds, low, high } = costCurve(rows, { miss: 3, falseAlarm: 1 })
    const at = thresholds.findLastIndex((threshold) => threshold >= 0.5)
    return {
      auc: rocAuc(rows),
      ap: precisionRecallCurve(rows).averagePrecision,
      cost: { low: low[at] as number, high: high[at] as number },
    }
  })
  for (const [of, share] of Object.entries(coverage)) {
    expect(share, of).toBeGreaterThan(0.93)
    // The interval of AP is a little too wide: it takes each positive row as an independent draw.
    expect(share, of).toBeLessThan(of === 'ap' ? 0.985 : 0.97)
  }
})

it('the interval of the AUC of a class with few rows contains the true value, where that of DeLong often does not', () => {
  const draw = rng(9, { kind: 'generate' })
  const { auc, deLong } = coverageOf({ auc: AUC_OF_SHIFT_1, deLong: AUC_OF_SHIFT_1 }, () => {
    const rows = world(draw, 4, 100)
    const { auc, deviation } = direct(rows)
    const half = (Z * deviation) / (auc * (1 - auc))
    const logit = Math.log(auc / (1 - auc))
    return {
      auc: rocAuc(rows),
      deLong: { low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) },
    }
  })
  expect(auc).toBeGreaterThan(0.95)
  expect(deLong).toBeLessThan(0.92)
})

test('the risk of the most certain rows is the mean over all orders of rows with equal uncertainty', () => {
  const draw = rng(11, { kind: 'generate' })
  const uncertainty = [0.1, 0.4, 0.4, 0.4, 0.9, 0.9]
  const losses = [0, 1, 0, 1, 0, 2]
  const { share, risk, area } = riskCurve(uncertainty, losses)
  const mean = losses.map(() => 0)
  const WORLDS = 20_000
  for (let world = 0; world < WORLDS; world++) {
    const order = losses.map((loss, i) => ({ loss, at: (uncertainty[i] as number) + 1e-6 * draw.uniform() }))
    let sum = 0
    order
      .sort((a, b) => a.at - b.at)
      .forEach(({ loss }, i) => {
        sum += loss
        mean[i] = (mean[i] as number) + sum / (i + 1) / WORLDS
      })
  }
  expect(share[2]).toBe(0.5)
  expect([...risk]).toEqual(mean.map((one) => expect.closeTo(one, 1)))
  expect(risk[3]).toBe(0.5)
  expect(area).toBeCloseTo([...risk].reduce((sum, one) => sum + one, 0) / 6, 12)
  expect(riskCurve([0.1, Number.NaN], [0, 1]).area).toBeNaN()
  expect(riskCurve([], []).area).toBeNaN()
})

/** The share of 1,000 samples whose intervals contain the true values. */
function coverageOf<Of extends string>(truth: Record<Of, number>, sample: () => Record<Of, Interval>) {
  const names = Object.keys(truth) as Of[]
  const hits = new Map(names.map((of) => [of, 0]))
  for (let i = 0; i < 1000; i++) {
    const intervals = sample()
    for (const of of names) {
      const { low, high } = intervals[of]
      if (low <= truth[of] && truth[of] <= high) hits.set(of, (hits.get(of) ?? 0) + 1)
    }
  }
  return Object.fromEntries([...hits].map(([of, count]) => [of, count / 1000])) as Record<Of, number>
}

it('a million rows take less than 1.5 s of CPU time', () => {
  const draw = rng(8, { kind: 'generate' })
  const scores = Float64Array.from({ length: 1_000_000 }, () => draw.uniform())
  const positive = Uint8Array.from(scores, (score) => Number(draw.uniform() < score))
  // The first run may compile.
  const times = [1, 2, 3].map(() => {
    const start = computedMs()
    expect(rocCurve({ positive, scores }).auc.value).toBeCloseTo(5 / 6, 2)
    return computedMs() - start
  })
  expect(Math.min(...times)).toBeLessThan(1500)
})
