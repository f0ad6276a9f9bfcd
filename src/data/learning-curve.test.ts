/**
 * @file Tests learning curves: the fit is compared with known laws and an exhaustive search, and the confidence band
 * with simulations; samples are stratified.
 */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { classNeeds, stratifiedSample, curveSizes, errorAt, fitPowerLaw, learningCurve } from './learning-curve'

const ROWS = [20, 40, 80, 160, 320]

test.each([
  { a: 0.05, b: 1.2, c: 0.5 },
  { a: 0, b: 3, c: 0.75 },
  { a: 0.3, b: 40, c: 1.5 },
])('a known law is recovered: %o', (law) => {
  const found = fitPowerLaw(
    ROWS,
    ROWS.map((n) => errorAt(law, n)),
    [0.1, 0.25, 0.5, 0.75, 1, 1.5],
  )
  expect(found.c).toBe(law.c)
  expect(found.a).toBeCloseTo(law.a, 10)
  expect(found.b).toBeCloseTo(law.b, 8)
})

test('no a, b of a fine grid fits better, and neither is ever negative', () => {
  const random = rng(5, { kind: 'generate' })
  for (let trial = 0; trial < 20; trial++) {
    const errors = ROWS.map((n) => 0.1 + random.uniform() * 0.3 + (trial % 2) * n ** -0.5)
    const c = 0.6
    const found = fitPowerLaw(ROWS, errors, [c])
    const squares = (a: number, b: number) =>
      errors.reduce((sum, error, i) => sum + (error - a - b * (ROWS[i] as number) ** -c) ** 2, 0)
    const min = squares(found.a, found.b === 0 ? 0 : found.b)
    expect(Math.min(found.a, found.b)).toBeGreaterThanOrEqual(0)
    for (let a = 0; a <= 1; a += 0.05)
      for (let b = 0; b <= 6; b += 0.25) expect(squares(a, b)).toBeGreaterThan(min - 1e-9)
  }
})

test('errors that do not fall give a horizontal line: more rows gain nothing', () => {
  const law = fitPowerLaw(ROWS, [0.2, 0.2, 0.21, 0.22, 0.22])
  expect(law.b).toBe(0)
  expect(law.a).toBeCloseTo(0.21, 10)
})

test('the band of the gain contains the true value nine times in ten', () => {
  const law = { a: 0.08, b: 1.1, c: 0.55 }
  const random = rng(11, { kind: 'generate' })
  let covered = 0
  const trials = 40
  for (let trial = 0; trial < trials; trial++) {
    // As in real data, some rows are hard for all models and some are easy for all models.
    const hard = Array.from({ length: 300 }, () => random.uniform())
    const points = ROWS.map((rows) => ({
      rows,
      errors: [0, 1, 2].map(() =>
        Float32Array.from(hard, (one) => (0.8 * one + 0.2 * random.uniform() < share(errorAt(law, rows)) ? 1 : 0)),
      ),
    }))
    const { more, drawn, points: curvePoints } = learningCurve(points, { classes: 2, more: 300, seed: trial })
    const truth = errorAt(law, 320) - errorAt(law, 620)
    if (truth >= more.low && truth <= more.high) covered++
    expect(curvePoints.map(({ rows }) => rows)).toEqual(ROWS)
    expect(drawn.at(-1)?.rows).toBeCloseTo(620, 6)
    expect(more.low).toBeGreaterThanOrEqual(0)
  }
  expect(covered / trials).toBeGreaterThan(0.85)
})

/**
 * The quantile of 0.8·u + 0.2·v at this probability, for independent uniform u and v. It is linear for probabilities
 * from 0.125 to 0.875.
 */
function share(probability: number): number {
  return probability >= 0.125 ? 0.2 + 0.8 * (probability - 0.125) : Math.sqrt(2 * 0.16 * probability)
}

test('samples are stratified, with at least one row per class, and smaller ones are subsets of larger ones', () => {
  const rows = Uint32Array.from({ length: 200 }, (_, i) => i * 3)
  const classOf = (row: number) => (row < 30 ? 1 : 0)
  const sizes = curveSizes(rows.length, 2)
  expect(sizes).toEqual([13, 26, 51, 101, 200])
  const shares = sizes.map((size) => stratifiedSample(rows, classOf, size, 7))
  expect(shares.map((of) => of.length)).toEqual(sizes)
  shares.forEach((of, i) => {
    const rare = of.filter((row) => classOf(row) === 1).length
    expect(rare).toBeGreaterThan(0)
    expect(Math.abs(rare - of.length / 20)).toBeLessThanOrEqual(1)
    const next = new Set(shares[i + 1] ?? of)
    expect([...of].every((row) => next.has(row))).toBe(true)
  })
  expect(stratifiedSample(rows, classOf, 50, 8)).not.toEqual(stratifiedSample(rows, classOf, 50, 7))
  expect([curveSizes(17, 2), curveSizes(18, 2)]).toEqual([[], [6, 8, 10, 14, 18]])
})

test('the class whose error fell most from half of the rows to all needs rows most', () => {
  const truth = [0, 0, 1, 1]
  const half = { rows: 10, errors: [Float32Array.of(0, 0, 1, 1), Float32Array.of(1, 0, 1, 1)] }
  const all = { rows: 20, errors: [Float32Array.of(0, 0, 1, 0), Float32Array.of(1, 0, 0, 0)] }
  expect(classNeeds([half, all], truth, ['cat', 'dog'], [14, 6])).toEqual([
    { label: 'dog', rows: 6, half: 1, all: 0.25 },
    { label: 'cat', rows: 14, half: 0.25, all: 0.25 },
  ])
  expect(classNeeds([all], truth, ['cat', 'dog'], [14, 6])).toEqual([])
})
