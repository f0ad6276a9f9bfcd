/** @file Tests ECE and MCE against reference values, and the null band in seeded simulations. */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import { calibrationOf, equalMassError, nullBand } from './calibration-error'
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

test('bins of equal mass keep equal scores together', () => {
  const right = [1, 1, 0, 0, 1, 1]
  const confidence = [0.5, 0.5, 0.5, 0.5, 0.9, 0.9]
  near(equalMassError({ confidence, right }, 3), (2 / 6) * 0.1)
})
