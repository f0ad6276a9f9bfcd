/** @file Tests the metrics of ordered classes: against SciPy and by hand, the coverage of intervals, and where they apply. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import { confusionMatrix } from '../class-report'
import { evaluateHead } from '../evaluate-head'
import type { ClassesEvaluation, HeadEvaluation } from '../evaluation'
import { measure, measureIntervals, metricsOf } from '../metrics-of'
import { apart, CLASS_PAIRS } from '../scikit-learn.test-help'
import { estimatesOf } from '../estimates'
import { distanceCounts } from './ordinal'

/** The shares of [actual, predicted] in four ordered classes of unequal size, with near mistakes more frequent than far ones. */
const NEAR_MISTAKES = [
  [0.3, 0.08, 0.02, 0.01],
  [0.06, 0.2, 0.05, 0.01],
  [0.01, 0.04, 0.1, 0.03],
  [0.005, 0.005, 0.02, 0.06],
] as const

/** The counts of rows drawn with these shares. */
function sampleOf(rows: number, draw: ReturnType<typeof rng>): number[][] {
  const counts = NEAR_MISTAKES.map((row) => row.map(() => 0))
  for (let row = 0; row < rows; row++) {
    let [at, left] = [0, draw.uniform()]
    const share = () => NEAR_MISTAKES[at >> 2]?.[at & 3] as number
    while (at < 15 && left >= share()) {
      left -= share()
      at++
    }
    const own = counts[at >> 2] as number[]
    own[at & 3] = (own[at & 3] as number) + 1
  }
  return counts
}

const IDS = ['weightedKappa', 'rankMae', 'adjacentAccuracy', 'kendallTau'] as const

test.skipIf(lacks('scipy'))(
  "Kendall's tau-b agrees with SciPy to within 1e-12, with ties, one class and one row",
  () => {
    const drawn = fc.sample(CLASS_PAIRS, { numRuns: 500, seed: 3 }).map((pairs) => apart([...pairs]))
    const script = `
import json, sys, warnings
from scipy.stats import kendalltau
warnings.simplefilter("ignore")
print(json.dumps([kendalltau(y, p).statistic for y, p in json.load(sys.stdin)]).replace("NaN", "null"))`
    const python = spawnSync(PYTHON, ['-c', script], { input: JSON.stringify(drawn), encoding: 'utf8' })
    const wanted = JSON.parse(python.stdout) as readonly (number | null)[]
    expect(wanted.filter((one) => one === null).length).toBeGreaterThan(10)
    drawn.forEach(([y, p], i) => {
      const own = measure({ ranks: confusionMatrix(y, p, 4) }).kendallTau
      if (wanted[i] === null) expect(own).toBeUndefined()
      else expect(Math.abs((own ?? Number.NaN) - (wanted[i] as number))).toBeLessThanOrEqual(1e-12)
    })
  },
)

test('mistakes are counted by their distance in ranks', () => {
  const ranks = [
    [5, 2, 1],
    [0, 6, 3],
    [4, 0, 7],
  ]
  expect(distanceCounts(ranks)).toEqual([18, 5, 5])
  expect(measure({ ranks })).toMatchObject({ adjacentAccuracy: 23 / 28, rankMae: 15 / 28 })
})

test('95% intervals contain the true value in about 95% of samples', () => {
  const draw = rng(5, { kind: 'generate' })
  const truth = measure({ ranks: NEAR_MISTAKES.map((row) => row.map((share) => share * 1000)) })
  for (const rows of [60, 200]) {
    const hits = new Map<string, number>(IDS.map((id) => [id, 0]))
    const rounds = 1000
    for (let round = 0; round < rounds; round++) {
      const { intervals = {} } = measureIntervals({ ranks: sampleOf(rows, draw) })
      for (const id of IDS) {
        const { low = Number.NaN, high = Number.NaN } = intervals[id] ?? {}
        if (low <= (truth[id] as number) && (truth[id] as number) <= high) hits.set(id, (hits.get(id) as number) + 1)
      }
    }
    for (const [id, count] of hits) {
      // With few rows, the delta method covers a little less.
      expect(count / rounds, `${id} of ${rows} rows`).toBeGreaterThan(rows < 100 ? 0.9 : 0.93)
      expect(count / rounds, `${id} of ${rows} rows`).toBeLessThan(0.98)
    }
  }
})

test("the standard errors of kappa and of Kendall's tau-b are those of the delta method, and of samples of known shares", () => {
  const counts = NEAR_MISTAKES.map((row) => row.map((share) => share * 400))
  const { intervals = {} } = measureIntervals({ ranks: counts })
  const own = (id: 'weightedKappa' | 'kendallTau', table = counts) => measure({ ranks: table })[id] as number
  for (const id of ['weightedKappa', 'kendallTau'] as const) {
    const { low, high } = intervals[id] as { low: number; high: number }
    const deviation = ((Math.atanh(high) - Math.atanh(low)) / (2 * 1.959964)) * (1 - own(id) ** 2)
    // The delta method without any formula: the slope of a cell is how the value changes with a little more in the cell.
    const little = 1e-3
    const slopes = counts.flatMap((row, i) =>
      row.map((share, j) => {
        const moved = (by: number) => counts.map((cells, a) => cells.map((n, b) => n + (a === i && b === j ? by : 0)))
        return { share: share / 400, slope: ((own(id, moved(little)) - own(id, moved(-little))) / (2 * little)) * 400 }
      }),
    )
    const mean = slopes.reduce((sum, { share, slope }) => sum + share * slope, 0)
    const variance = slopes.reduce((sum, { share, slope }) => sum + share * (slope - mean) ** 2, 0)
    expect(Math.abs(deviation / Math.sqrt(variance / 400) - 1), id).toBeLessThan(1e-5)
    const draw = rng(8, { kind: 'generate' })
    const drawn = Array.from({ length: 2000 }, () => own(id, sampleOf(400, draw)))
    const center = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
    const spread = Math.sqrt(drawn.reduce((sum, value) => sum + (value - center) ** 2, 0) / drawn.length)
    // The deviation of 2000 samples is known to 1.6%.
    expect(Math.abs(deviation / spread - 1), id).toBeLessThan(0.05)
  }
})

test('only an output with ordered classes has them, also in a report that draws rows again', () => {
  const labels = ['bad', 'fair', 'good']
  const [rows, n] = [Uint32Array.from({ length: 30 }, (_, i) => i), 30]
  const targets = Float32Array.from(rows, (row) => row % 3)
  const raw = new Float32Array(n * 3)
  rows.forEach((row) => {
    raw[row * 3 + (row % 5 === 0 ? 1 : row % 3)] = 1
  })
  const output = { label: 'Grade', kind: 'classes', column: 'grade', labels } as const
  const head = (ordered: { readonly ordered?: true }) => evaluateHead({ ...output, ...ordered }, raw, targets, rows)
  const idsOf = (evaluation: HeadEvaluation) => metricsOf(evaluation).map(({ metric }) => metric.id)
  const [plain, ordered] = [head({}), head({ ordered: true })]
  expect(idsOf(ordered).filter((id) => !idsOf(plain).includes(id))).toEqual(IDS)
  expect(idsOf(plain)[0]).toBe(idsOf(ordered)[0])
  // Of 30 rows, kappa and tau have no interval of their own.
  const { confusion } = ordered as ClassesEvaluation
  const found = estimatesOf(ordered, n, () => ({ confusion }))
  expect(found.weightedKappa).toMatchObject({ low: found.weightedKappa?.value, high: found.weightedKappa?.value })
})
