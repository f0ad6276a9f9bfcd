/**
 * @file Tests calibration against the reference values in fixtures/metric_vectors.json, against scikit-learn, and in
 * seeded simulations with known calibration.
 */
import { describe, expect, test } from 'vitest'
import { lacks } from '../base/python.test-help'
import { rng } from '../base/rng'
import { applyCalibration, atTemperature, type Calibration } from '../data/output-decision'
import {
  brier,
  brierOfClasses,
  fitCalibration,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  logLoss,
  reliability,
} from './calibration'
import { calibrationOf } from './calibration-error'
import vectors from './fixtures/metric_vectors.json'
import { calibrationApart } from './scikit-learn.test-help'

const near = (found: number, wanted: number) => {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12)
}

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

test.skipIf(lacks('sklearn'))('scikit-learn agrees on 1,000 random cases to within 1e-12', () => {
  const { most, where, numbers, platt } = calibrationApart()
  expect(most, where).toBeLessThanOrEqual(1e-12)
  expect(numbers).toBeGreaterThan(25_000)
  expect(platt).toBeLessThan(0.01)
})

describe('reliability', () => {
  const draw = rng(5, { kind: 'generate' })
  const scores = Float64Array.from({ length: 500 }, () => Math.round(draw.uniform() * 40) / 40)
  const positive = Array.from(scores, (p) => draw.uniform() < p ** 2)

  test('its parts are those of Murphy and of the scores within bins, and add up to the Brier score', () => {
    for (const bins of [1, 7, 10]) {
      const found = reliability({ positive, scores }, bins)
      const { reliability: off, resolution, uncertainty, within } = found.decomposition
      near(off - resolution + uncertainty + within, found.brier)
      const inBin = scores.map((p, row) => {
        const bin = found.bins.find(({ from, to }) => (p > from || from === 0) && p <= to)
        const [dp, dy] = [p - (bin?.mean ?? 0), Number(positive[row]) - (bin?.share ?? 0)]
        return dp * dp - 2 * dp * dy
      })
      near(within, inBin.reduce((sum, one) => sum + one, 0) / 500)
    }
  })

  test('its intervals contain the calibrated share in about 95% of samples', () => {
    let [hits, all] = [0, 0]
    for (let i = 0; i < 300; i++) {
      const drawn = Float64Array.from({ length: 400 }, () => Math.round(draw.uniform() * 20) / 20)
      const found = reliability({ scores: drawn, positive: Array.from(drawn, (p) => draw.uniform() < p) }, 10)
      for (const { mean, low, high, count } of found.bins) {
        if (count === 0) continue
        all++
        if (low <= mean && mean <= high) hits++
      }
    }
    expect(hits / all).toBeGreaterThan(0.94)
    expect(hits / all).toBeLessThan(0.975)
  })

  test('no rows, one row, one class, and NaN', () => {
    const none = reliability({ positive: [], scores: [] }, 2)
    expect(none).toMatchObject({ ece: 0, brier: 0, nll: 0, decomposition: { uncertainty: 0, within: 0 } })
    expect(none.bins[1]).toEqual({ from: 0.5, to: 1, count: 0, mean: Number.NaN, share: Number.NaN, low: 0, high: 1 })
    const one = reliability({ positive: [1], scores: [0.75] })
    expect(one).toMatchObject({ ece: 0.25, brier: 0.0625, decomposition: { resolution: 0, uncertainty: 0 } })
    expect(one.byBins.map(({ ece, equalMass }) => [ece, equalMass])).toEqual(new Array(5).fill([0.25, 0.25]))
    const lost = reliability({ positive: [1, 0], scores: [Number.NaN, 0.2] })
    expect([lost.ece, lost.brier, lost.nll, lost.decomposition.within]).toEqual(new Array(4).fill(Number.NaN))
    expect(lost.bins).toEqual([])
  })
})

describe('calibration', () => {
  const draw = rng(21, { kind: 'generate' })
  const rows = 3000
  /** Overconfident probabilities, and classes drawn from the true ones. */
  const world = (classes: number) => {
    const logits = Float64Array.from({ length: rows * classes }, () => draw.normal())
    const truth = atTemperature(logits.map(Math.exp), classes, 1)
    const actual = Array.from({ length: rows }, (_, row) => {
      let [k, left] = [0, draw.uniform()]
      while (k < classes - 1 && left >= (truth[row * classes + k] as number))
        left -= truth[row * classes + k++] as number
      return k
    })
    return { actual, probabilities: atTemperature(truth, classes, 1 / 3) }
  }

  test.each(['temperature', 'platt', 'isotonic'] as const)('%s improves overconfident probabilities', (method) => {
    for (const classes of [2, 4]) {
      const { actual, probabilities } = world(classes)
      const half = rows / 2
      const [fitted, kept] = [
        [probabilities.subarray(0, half * classes), actual.slice(0, half)],
        [probabilities.subarray(half * classes), actual.slice(half)],
      ] as const
      const calibration = fitCalibration(method, ...fitted, classes)
      const stored: Calibration = JSON.parse(JSON.stringify(calibration))
      const after = applyCalibration(stored, kept[0], classes)
      for (let row = 0; row < half; row++) {
        near(
          after.subarray(row * classes, (row + 1) * classes).reduce((sum, p) => sum + p, 0),
          1,
        )
      }
      const before = brierOfClasses(kept[0], kept[1], classes)
      expect(brierOfClasses(after, kept[1], classes)).toBeLessThan(before - 0.03)
      const eceOf = (all: Float64Array) => {
        const scores = Float64Array.from(kept[1], (_, row) => all[row * classes + 1] as number)
        return reliability({ scores, positive: kept[1].map((one) => one === 1) }).ece
      }
      expect(eceOf(after)).toBeLessThan(0.04)
      expect(eceOf(kept[0])).toBeGreaterThan(0.06)
    }
  })

  test('Platt is at the minimum of its loss, where the derivatives are 0', () => {
    for (const spread of [1, 30]) {
      const scores = Float64Array.from({ length: 300 }, () => spread * draw.normal())
      const positive = Array.from(scores, (score) => draw.uniform() < 1 / (1 + Math.exp(0.5 - score / spread)))
      const { a, b } = fitPlatt(scores, positive)
      const positives = positive.filter(Boolean).length
      const off = scores.map((score, row) => {
        const target = positive[row] ? (positives + 1) / (positives + 2) : 1 / (300 - positives + 2)
        return 1 / (1 + Math.exp(-a * score - b)) - target
      })
      near(off.reduce((sum, one) => sum + one, 0) / 300, 0)
      near(off.reduce((sum, one, row) => sum + one * (scores[row] as number), 0) / 300 / spread, 0)
    }
  })

  test('swapping two classes swaps the results', () => {
    const { actual, probabilities } = world(2)
    const swapped = probabilities.map((_, i) => probabilities[i ^ 1] as number)
    for (const method of ['temperature', 'platt', 'isotonic'] as const) {
      const one = applyCalibration(fitCalibration(method, probabilities, actual, 2), probabilities, 2)
      const other = fitCalibration(
        method,
        swapped,
        actual.map((k) => 1 - k),
        2,
      )
      applyCalibration(other, swapped, 2).forEach((p, i) => {
        expect(Math.abs(p - (one[i ^ 1] as number))).toBeLessThan(1e-9)
      })
    }
  })

  test('no rows change nothing; one class, separated classes, and NaN never throw', () => {
    const given = [0.25, 0.75, 1, 0]
    for (const method of ['temperature', 'platt', 'isotonic'] as const) {
      const nothing = applyCalibration(fitCalibration(method, [], [], 2), given, 2)
      nothing.forEach((p, i) => {
        near(p, given[i] as number)
      })
      const finite = [
        fitCalibration(method, given, [1, 1], 2),
        fitCalibration(method, given, [1, 0], 2),
        fitCalibration(method, [0.2, 0.3, 0.5, 0.2, 0.3, 0.5], [2, 2], 3),
      ]
      finite.forEach((calibration, i) => {
        const classes = i === 2 ? 3 : 2
        const p = applyCalibration(calibration, classes === 2 ? given : [0.2, 0.3, 0.5], classes)
        expect(p.every((one) => one >= 0 && one <= 1)).toBe(true)
      })
      const lost = applyCalibration(fitCalibration(method, [Number.NaN, Number.NaN, 0.5, 0.5], [0, 1], 2), given, 2)
      expect([...lost]).toEqual(new Array(4).fill(Number.NaN))
    }
    expect(fitPlatt([1, Number.NaN], [0, 1])).toEqual({ a: Number.NaN, b: Number.NaN })
    expect(fitIsotonic([1, Number.NaN], [0, 1])).toEqual({ x: [Number.NaN], y: [Number.NaN] })
    expect(fitPlatt([3, 3, 3], [1, 0, 1]).a).toBeCloseTo(0, 9)
    const zeros: Calibration = { method: 'isotonic', perClass: new Array(3).fill({ x: [0, 1], y: [0, 0] }) }
    expect([...applyCalibration(zeros, [1, 0, 0], 3)]).toEqual(new Array(3).fill(1 / 3))
  })
})
