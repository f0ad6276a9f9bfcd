/**
 * @file Tests calibration against the reference values in fixtures/metric_vectors.json, and in seeded simulations with
 * known calibration.
 */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import { atTemperature, brier, brierOfClasses, calibrationOf, fitTemperature, nullBand } from './calibration'
import { logLoss } from './evaluate-head'
import vectors from './fixtures/metric_vectors.json'

const near = (found: number, wanted: number) => {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12)
}

describe('ECE and MCE', () => {
  test('confidences within bins', () => {
    const confidence = [0.97, 0.91, 0.83, 0.78, 0.72, 0.61, 0.57, 0.52, 0.36, 0.23]
    const right = [1, 1, 1, 0, 1, 0, 1, 1, 0, 0]
    for (const closed of ['right', 'left'] as const) {
      for (const [bins, ece, mce] of [
        [5, 0.29, 0.455],
        [10, 0.29, 0.61],
        [15, 0.346, 0.78],
      ] as const) {
        const report = calibrationOf({ confidence, right }, bins, closed)
        near(report.ece, ece)
        near(report.mce, mce)
      }
    }
  })

  test('confidences on edges, with either convention', () => {
    const { confidence, correct: right, ...wanted } = vectors.ece
    for (const bins of [5, 10, 15] as const) {
      for (const closed of ['right', 'left'] as const) {
        const report = calibrationOf({ confidence, right }, bins, closed)
        near(report.ece, wanted[`ece_${bins}_${closed}closed`])
        near(report.mce, wanted[`mce_${bins}_${closed}closed`])
      }
    }
  })

  test('0 and 1 have their bins, and no rows are calibrated', () => {
    const ends = { confidence: [0, 1], right: [false, true] }
    expect(calibrationOf(ends, 10).bins.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(calibrationOf(ends, 10, 'left').bins.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(calibrationOf({ confidence: [], right: [] })).toMatchObject({ ece: 0, mce: 0 })
  })
})

describe('the null band', () => {
  test('a perfect model exceeds the threshold with probability alpha, an overconfident one more often', () => {
    for (const n of [50, 200]) {
      let [alarms, found] = [0, 0]
      for (let seed = 1; seed <= 90; seed++) {
        const random = rng(seed, { kind: 'generate' })
        const confidence = Float64Array.from({ length: n }, () => 0.5 + 0.5 * random.uniform())
        const draws = Array.from(confidence, () => random.uniform())
        const { threshold, median } = nullBand(confidence, { alpha: 0.05, seed, worlds: 199 })
        expect(median).toBeLessThan(threshold)
        const ece = (shift: number) =>
          calibrationOf({ confidence, right: draws.map((draw, i) => draw < (confidence[i] as number) - shift) }).ece
        if (ece(0) > threshold) alarms++
        if (ece(0.25) > threshold) found++
      }
      // If each run has a 5% chance of a false alarm, 90 runs cause at most 11 alarms with probability 0.998.
      expect(alarms).toBeLessThanOrEqual(11)
      expect(found).toBeGreaterThanOrEqual(n === 50 ? 54 : 86)
    }
  })

  test('shrinks with n, as the ECE of perfect models does', () => {
    const at = (n: number) =>
      nullBand(
        Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n),
        { alpha: 0.05, seed: 1, worlds: 99 },
      ).median
    expect(at(50)).toBeGreaterThan(0.08)
    expect(at(1000)).toBeLessThan(0.05)
    expect(at(10_000)).toBeLessThan(0.015)
  })
})

test('Brier score for two classes and for several', () => {
  near(brier(vectors.binary.score, vectors.binary.y), vectors.binary.brier)
  const { y, p, brier_sum_form } = vectors.multiclass_auc
  near(brierOfClasses(p.flat(), y, 3), brier_sum_form)
  const both = vectors.binary.score.flatMap((s) => [1 - s, s])
  near(brierOfClasses(both, vectors.binary.y, 2), 2 * vectors.binary.brier)
  expect(brier([], [])).toBe(0)
})

describe('temperature', () => {
  const random = rng(3, { kind: 'generate' })
  // Labels are drawn from softmax(logits). The model's logits are 2.5 times as large, so T = 2.5 corrects its
  // confidences.
  const rows = 4000
  const logits = Float64Array.from({ length: rows * 3 }, () => 1.5 * random.normal())
  const p = atTemperature(logits.map(Math.exp), 3, 1)
  const actual = Array.from({ length: rows }, (_, row) => {
    const draw = random.uniform()
    const [a, b] = [p[row * 3] as number, p[row * 3 + 1] as number]
    return draw < a ? 0 : draw < a + b ? 1 : 2
  })
  const hot = logits.map((logit) => 2.5 * logit)

  test('finds the factor of the logits, exactly at the minimum of the loss', () => {
    const found = fitTemperature(hot, actual, 3)
    expect(found).toBeGreaterThan(2.3)
    expect(found).toBeLessThan(2.7)
    expect(fitTemperature(logits, actual, 3) * 2.5).toBeCloseTo(found, 9)
    const loss = (temperature: number) => logLoss(actual, atTemperature(hot.map(Math.exp), 3, temperature), 3)
    expect(loss(found)).toBeLessThan(loss(found * 1.001))
    expect(loss(found)).toBeLessThan(loss(found / 1.001))
  })

  test('improves the calibration and changes no prediction', () => {
    const before = atTemperature(hot.map(Math.exp), 3, 1)
    const after = atTemperature(before, 3, fitTemperature(before.map(Math.log), actual, 3))
    const report = (all: Float64Array) => {
      const best = actual.map((_, row) => all.subarray(row * 3, row * 3 + 3))
      const answers = best.map((scores) => scores.indexOf(Math.max(...scores)))
      const right = answers.map((answer, row) => answer === actual[row])
      return { answers, ...calibrationOf({ confidence: best.map((scores) => Math.max(...scores)), right }) }
    }
    expect(report(before).ece).toBeGreaterThan(0.1)
    expect(report(after).ece).toBeLessThan(0.03)
    expect(report(after).answers).toEqual(report(before).answers)
  })

  test('stays within bounds if every prediction is correct or wrong, and accepts certain ones', () => {
    expect(fitTemperature([2, 0, 0, 2], [0, 1], 2)).toBe(0.01)
    expect(fitTemperature([2, 0, 0, 2], [1, 0], 2)).toBe(100)
    expect(fitTemperature([], [], 2)).toBe(1)
    expect(fitTemperature([0, Number.NEGATIVE_INFINITY, 0, -1, 0, -1], [0, 0, 1], 2)).toBeGreaterThan(0.01)
    expect(Array.from(atTemperature([1, 0], 2, 3))).toEqual([1, 0])
  })
})
