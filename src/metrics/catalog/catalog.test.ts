/**
 * @file Tests every metric of the catalog: its text and source, its best value and its intervals, agreement with
 * scikit-learn.
 */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import { classScores, confusionMatrix } from '../class-report'
import type { EvidenceKind, OutputKind } from '../define-metric'
import type { HeadEvaluation } from '../evaluation'
import { formatMetric, textFor } from '../format-metric'
import { meanOfRates, type Rate, wilson } from '../intervals'
import { measure, measureIntervals, measureReport, metricsOf } from '../metrics-of'
import {
  apart,
  CLASS_PAIRS,
  functionOf,
  functionResults,
  metricsApart,
  probabilityMetricsApart,
} from '../scikit-learn.test-help'
import { CLASS_METRICS, METRICS, metricInHistory, REPORT_METRICS } from '.'
import { EVIDENCE, HEADS } from './evaluated-outputs.test-help'
import { editDistance } from './texts'

const OUTPUTS = Object.keys(HEADS) as OutputKind[]

describe.each(REPORT_METRICS.map((metric) => [metric.id, metric] as const))('%s', (id, metric) => {
  const kinds = (Object.keys(metric.formulas) as EvidenceKind[]).filter((kind) => metric.formulas[kind])

  it('has text for people and a source', () => {
    const texts = OUTPUTS.map((kind) => textFor(metric, kind))
    for (const { title, short, name, about } of texts) {
      expect(title && short && name).toBeTruthy()
      expect(about).toMatch(/^[A-Z].*\.$/)
    }
    expect(metric.source).toMatch(/^https:\/\//)
    expect(metricInHistory(`Body mass validation${id.charAt(0).toUpperCase()}${id.slice(1)}`)).toBe(metric)
    expect(kinds.length > 0 || metric.perClass || metric.kind === 'loss').toBeTruthy()
  })

  it('has its best value for perfect predictions, and an interval around other values', () => {
    const best = metric.better === 'higher' || id === 'perplexity' ? 1 : 0
    for (const kind of kinds) {
      const [good, perfect] = EVIDENCE[kind].map((evidence) => {
        const stored = measure({ [kind]: evidence })[metric.storedAs ?? id]
        const { value = Number.NaN, interval } =
          measureReport({ [kind]: evidence }).find((one) => one.metric === metric) ?? {}
        expect(stored).toEqual(metric.onlyInReport ? undefined : value)
        if (interval) expect(Math.max(interval.low - value, value - interval.high)).toBeLessThan(1e-12)
        return value
      })
      expect(perfect).toBeCloseTo(best, 12)
      expect(good).not.toBeCloseTo(best, 3)
      expect(formatMetric(metric, good)).toMatch(/\d/)
      if (metric.kind === 'share') expect(good).toBeGreaterThan(0)
    }
    const binary = { truePositives: 5, falsePositives: 0, falseNegatives: 0, trueNegatives: 7 }
    if (metric.perClass?.counts) expect(metric.perClass.counts(binary)).toBe(1)
  })
})

const OF_EVIDENCE: { readonly [K in EvidenceKind]: string } = {
  confusion: 'classes',
  ranks: 'ordered classes',
  scores: 'classes',
  numbers: 'numbers',
  quantiles: 'quantiles',
  pixels: 'images',
  mask: 'masks',
  texts: 'texts',
}

test('the page of metrics in the docs lists every metric', async () => {
  const rowOf = ({ id, text, kind, better, formulas, perClass }: (typeof METRICS)[number]) => {
    const kinds = (Object.keys(formulas) as EvidenceKind[]).map((evidence) => OF_EVIDENCE[evidence])
    const of = [...kinds, ...(perClass ? ['each class'] : []), ...(id === 'loss' ? ['all outputs'] : [])]
    return `| \`${id}\` | ${text.title} | ${of.join(', ')} | ${kind} | ${better} |`
  }
  const page = `# Metrics

The metrics in evaluations, in the history of a run, and in the result of \`netloom.state()\` ([state](state.md)). A
*share* is from 0 to 1, a *score* has no unit and is at most 1, and an *error* is in the unit of the target. A test
writes this page from \`src/metrics/catalog/\`.

| id | metric | of | kind | better |
| --- | --- | --- | --- | --- |
${METRICS.map(rowOf).join('\n')}

The full report of an evaluation also has metrics that evaluations do not store:

| id | metric | of | kind | better |
| --- | --- | --- | --- | --- |
${REPORT_METRICS.filter(({ onlyInReport }) => onlyInReport)
  .map(rowOf)
  .join('\n')}
`
  await expect(page).toMatchFileSnapshot('../../../docs/console/metrics.md')
})

test('the edit distance is the least number of insertions, deletions, and replacements', () => {
  const codes = (text: string) => [...text].map((one) => one.charCodeAt(0))
  const distance = (a: string, b: string) => editDistance(codes(a), codes(b))
  expect([distance('kitten', 'sitting'), distance('', 'abc'), distance('abc', ''), distance('ab', 'ba')]).toEqual([
    3, 3, 3, 2,
  ])
  // It is a metric.
  fc.assert(
    fc.property(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), (a, b, c) => {
      expect(distance(a, b)).toBe(distance(b, a))
      expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c))
      expect(distance(a, b) === 0).toBe(a === b)
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('an evaluation that was stored before a metric existed has it where its confusion matrix suffices', () => {
  const { balancedAccuracy, mcc, macroF1, ...before } = HEADS.classes
  expect(metricsOf(before as HeadEvaluation)).toEqual(metricsOf(HEADS.classes))
  const { medianAbsoluteError, intervals, ...numbers } = HEADS.number
  const others = metricsOf(HEADS.number).filter(({ metric }) => metric.id !== 'medianAbsoluteError')
  expect(metricsOf(numbers as HeadEvaluation).map(({ metric }) => metric.id)).toEqual(
    others.map(({ metric }) => metric.id),
  )
})

describe.skipIf(lacks('sklearn'))('scikit-learn', () => {
  it.each(['confusion', 'ranks', 'numbers'] as const)(
    'agrees on all metrics of %s to within 1e-12, for random cases with ties, one class and one row',
    (kind) => {
      const { most, where, numbers } = metricsApart(kind)
      expect(most, where).toBeLessThanOrEqual(1e-12)
      expect(numbers).toBeGreaterThanOrEqual(1000)
    },
  )

  it('agrees on all metrics of probabilities', () => {
    const { most, where, numbers } = probabilityMetricsApart()
    expect(most, where).toBeLessThanOrEqual(1e-12)
    expect(numbers).toBeGreaterThan(600)
  })

  it('agrees on the metrics of each class', () => {
    const metrics = CLASS_METRICS.filter(({ perClass }) => perClass?.counts)
    const names = metrics.map(({ source }) => functionOf(source) as string)
    // All classes occur, because scikit-learn leaves out those that do not.
    const all = [0, 1, 2, 3].map((k) => [k, (k + 1) % 4] as const)
    const drawn = fc.sample(CLASS_PAIRS, { numRuns: 100, seed: 4 }).map((pairs) => apart([...pairs, ...all]))
    const wanted = functionResults(drawn.map((pair) => ({ pair, average: null, names })))
    drawn.forEach(([y, p], i) => {
      const own = classScores(confusionMatrix(y, p, 4), ['0', '1', '2', '3'])
      for (const { id, source } of metrics) {
        const expected = wanted[i]?.[functionOf(source) as string] as number[]
        own.forEach((score, k) => {
          expect(score[id]).toBeCloseTo(expected[k] as number, 12)
        })
      }
    })
  })
})

test('95% intervals contain the true value in about 95% of samples', () => {
  const draw = rng(11, { kind: 'generate' })
  /** The shares of actual class and predicted class, far from equal. */
  const cells = [0.5, 0.1, 0.02, 0.03, 0.15, 0.05, 0.02, 0.03, 0.1]
  const sampled = () => {
    const matrix = [0, 1, 2].map(() => [0, 0, 0])
    for (let row = 0; row < 150; row++) {
      let [at, left] = [0, draw.uniform()]
      while (at < 8 && left >= (cells[at] as number)) left -= cells[at++] as number
      const counts = matrix[Math.floor(at / 3)] as number[]
      counts[at % 3] = (counts[at % 3] as number) + 1
    }
    return { confusion: matrix }
  }
  // Errors are exponential with mean 1, so their median is ln 2.
  const errors = () => ({
    numbers: {
      actual: new Float64Array(40),
      predicted: Float64Array.from({ length: 40 }, () => -Math.log(1 - draw.uniform())),
    },
  })
  const shares = { confusion: [0, 3, 6].map((from) => cells.slice(from, from + 3).map((share) => share * 1000)) }
  const truth = measure(shares)
  const kappaOf = (found: ReturnType<typeof measureReport>) => found.find(({ metric }) => metric.id === 'kappa')
  const wanted = {
    accuracy: truth.accuracy,
    balancedAccuracy: truth.balancedAccuracy,
    mcc: truth.mcc,
    kappa: kappaOf(measureReport(shares))?.value,
  }
  const hits = new Map<string, number>()
  const rounds = 1000
  for (let round = 0; round < rounds; round++) {
    const sample = sampled()
    const { intervals: ofClasses = {} } = measureIntervals(sample)
    const ofReport = { kappa: kappaOf(measureReport(sample))?.interval }
    const { intervals: ofNumbers = {} } = measureIntervals(errors())
    const truths = Object.entries({ ...wanted, mae: 1, medianAbsoluteError: Math.LN2 })
    for (const [id, value = Number.NaN] of truths) {
      const { low = 0, high = 0 } = { ...ofClasses, ...ofNumbers, ...ofReport }[id] ?? {}
      if (low <= value && value <= high) hits.set(id, (hits.get(id) ?? 0) + 1)
    }
  }
  const coverage = Object.fromEntries([...hits].map(([id, count]) => [id, count / rounds]))
  for (const [id, share] of Object.entries(coverage)) {
    // Student's t of 40 skewed errors covers a little less.
    expect(share, id).toBeGreaterThan(id === 'mae' ? 0.9 : 0.935)
    expect(share, id).toBeLessThan(0.98)
  }
  expect(Object.keys(coverage)).toHaveLength(6)
})

test('the interval of MCC covers at least 90% from the fewest rows that have one, also of unequal classes', () => {
  const draw = rng(3, { kind: 'generate' })
  // Of 80% and 20% of the rows, 60% are correct.
  const cells = [0.48, 0.32, 0.08, 0.12]
  const truth =
    measure({
      confusion: [
        [480, 320],
        [80, 120],
      ],
    }).mcc ?? Number.NaN
  const intervalOf = (rows: number) => {
    const counts = [0, 0, 0, 0]
    for (let row = 0; row < rows; row++) {
      let [at, left] = [0, draw.uniform()]
      while (at < 3 && left >= (cells[at] as number)) left -= cells[at++] as number
      counts[at] = (counts[at] as number) + 1
    }
    return measureIntervals({ confusion: [counts.slice(0, 2), counts.slice(2)] }).intervals?.mcc
  }
  const found = Array.from({ length: 1000 }, () => intervalOf(40)).filter((one) => one !== undefined)
  const covered = found.filter(({ low, high }) => low <= truth && truth <= high).length
  expect(covered / found.length).toBeGreaterThan(0.9)
  expect(Array.from({ length: 100 }, () => intervalOf(39)).filter((one) => one !== undefined)).toEqual([])
})

describe('the interval of balanced accuracy', () => {
  const intervalOf = (rates: readonly Rate[]) => {
    // A mistake is predicted as the next class.
    const confusion = rates.map(({ hits, rows }, i) =>
      rates.map((_, j) => (j === i ? hits : j === (i + 1) % rates.length ? rows - hits : 0)),
    )
    return measureIntervals({ confusion }).intervals?.balancedAccuracy ?? { low: Number.NaN, high: Number.NaN }
  }
  const same = <T>(n: number, value: T) => new Array<T>(n).fill(value)

  it.each([
    ['10 classes of 20, recall 97%', same(10, 20), same(10, 0.97)],
    ['10 classes of 20, recall 95%', same(10, 20), same(10, 0.95)],
    ['10 classes of 20, recall 90%', same(10, 20), same(10, 0.9)],
    ['2 classes of 20, recall 95%', same(2, 20), same(2, 0.95)],
    ['2 classes of 50, recall 60%', same(2, 50), same(2, 0.6)],
    ['100 classes of 10, recall 95%', same(100, 10), same(100, 0.95)],
    ['a rare class that is rarely found', [396, 54], [0.97, 0.15]],
    ['a rare class that is found', [180, 20], [0.95, 0.95]],
    ['ever rarer classes', [200, 100, 50, 25, 12, 6, 3], same(7, 0.97)],
    ['one class of ten that is hard', [...same(9, 50), 5], [...same(9, 0.95), 0.6]],
    ['50 classes of one row', same(50, 1), same(50, 0.7)],
  ])('covers the truth in 93 to 98 of 100 samples: %s', (_, rows, recalls) => {
    const draw = rng(7, { kind: 'generate' })
    const truth = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length
    const rounds = rows.length > 20 ? 1500 : 3000
    let covered = 0
    for (let round = 0; round < rounds; round++) {
      const rates = rows.map((n, i) => {
        let hits = 0
        for (let row = 0; row < n; row++) if (draw.uniform() < (recalls[i] as number)) hits++
        return { hits, rows: n }
      })
      const { low, high } = meanOfRates(rates) ?? { low: 1, high: 0 }
      if (low <= truth && truth <= high && low >= 0 && high <= 1) covered++
    }
    expect(covered / rounds).toBeGreaterThan(0.93)
    expect(covered / rounds).toBeLessThan(0.98)
  })

  it('is Wilson’s for one class, and ends at 0 and 1 where no row or every row is correct', () => {
    for (const hits of [0, 1, 13, 20]) {
      const [own, wanted] = [meanOfRates([{ hits, rows: 20 }]), wilson(hits / 20, 20)]
      expect(own?.low).toBeCloseTo(wanted.low, 9)
      expect(own?.high).toBeCloseTo(wanted.high, 9)
    }
    expect(intervalOf(same(10, { hits: 20, rows: 20 })).high).toBe(1)
    expect(intervalOf(same(10, { hits: 0, rows: 20 })).low).toBe(0)
    expect(meanOfRates([{ hits: 0, rows: 0 }])).toBeUndefined()
  })

  it('ends where the most likely rates with that mean are 1.96 deviations away, by brute force', () => {
    const rates = [
      { hits: 37, rows: 40 },
      { hits: 5, rows: 12 },
    ] as const
    const { low, high } = intervalOf(rates)
    const observed = (37 / 40 + 5 / 12) / 2
    for (const mean of [low, high]) {
      let [best, likely] = [Number.NEGATIVE_INFINITY, [0, 0] as [number, number]]
      for (let a = 0.00001; a < 1; a += 0.00001) {
        const b = 2 * mean - a
        if (b <= 0 || b >= 1) continue
        const chance = 37 * Math.log(a) + 3 * Math.log(1 - a) + 5 * Math.log(b) + 7 * Math.log(1 - b)
        if (chance > best) [best, likely] = [chance, [a, b]]
      }
      const variance = likely.reduce((sum, p, i) => {
        const { rows } = rates[i] as Rate
        return sum + (p * (1 - p) * (1 + 0.5 / rows)) / rows
      }, 0)
      expect(Math.abs(observed - mean) / (Math.sqrt(variance) / 2)).toBeCloseTo(1.96, 3)
    }
  })

  it('of equal classes is about that of the accuracy: 188 of 200 digits', () => {
    const { low, high } = intervalOf([20, 19, 20, 18, 17, 19, 18, 20, 19, 18].map((hits) => ({ hits, rows: 20 })))
    const accuracy = wilson(188 / 200, 200)
    expect(Math.abs(low - accuracy.low)).toBeLessThan(0.005)
    expect(Math.abs(high - accuracy.high)).toBeLessThan(0.005)
  })
})

test('with equal classes of unequal recall, the narrower interval of balanced accuracy is that of a bootstrap', () => {
  const confusion = [
    [59, 1, 0],
    [21, 18, 21],
    [1, 1, 58],
  ]
  const rows = confusion.flatMap((row, i) => row.flatMap((count, j) => Array.from({ length: count }, () => [i, j])))
  const draw = rng(5, { kind: 'generate' })
  const ids = ['accuracy', 'balancedAccuracy'] as const
  const values = Array.from({ length: 4000 }, () => {
    const sample = confusion.map((row) => row.map(() => 0))
    for (const _ of rows) {
      const [i = 0, j = 0] = rows[Math.floor(draw.uniform() * rows.length)] ?? []
      const row = sample[i] as number[]
      row[j] = (row[j] ?? 0) + 1
    }
    return measure({ confusion: sample })
  })
  const { intervals = {} } = measureIntervals({ confusion })
  const widths = ids.map((id) => {
    const sorted = values.map((one) => one[id] ?? Number.NaN).sort((a, b) => a - b)
    const { low = 0, high = 0 } = intervals[id] ?? {}
    expect(Math.abs(low - (sorted[100] ?? 0)), id).toBeLessThan(0.012)
    expect(Math.abs(high - (sorted[3899] ?? 0)), id).toBeLessThan(0.012)
    return high - low
  })
  expect((widths[1] ?? 1) / (widths[0] ?? 1)).toBeLessThan(0.75)
})

const BOOTSTRAP = `
import json, sys
import numpy as np
from sklearn.metrics import f1_score, mean_squared_error, r2_score
given = json.load(sys.stdin)
rng = np.random.default_rng(1)
y, p = np.array(given["actual"]), np.array(given["predicted"])
k, q = np.array(given["classes"]), np.array(given["guesses"])
def spread(of, n, scale):
    drawn = (rng.integers(n, size=n) for _ in range(3000))
    return float(np.std([scale(of(rows)) for rows in drawn]))
print(json.dumps({
    "rmse": spread(lambda r: mean_squared_error(y[r], p[r]) ** 0.5, len(y), np.log),
    "r2": spread(lambda r: 1 - r2_score(y[r], p[r]), len(y), np.log),
    "macroF1": spread(lambda r: f1_score(k[r], q[r], average="macro"), len(k), lambda v: np.log(v / (1 - v))),
}))
`

test.skipIf(lacks('sklearn'))(
  'the intervals of RMSE, R², and macro F1 are as wide as a bootstrap of scikit-learn says',
  () => {
    const draw = rng(8, { kind: 'generate' })
    const actual = Array.from({ length: 400 }, () => 20 + 5 * draw.normal())
    const predicted = actual.map((value) => 4 + 0.8 * value + 2 * draw.normal())
    const classes = Array.from({ length: 400 }, (_, i) => (i % 8 < 5 ? 0 : i % 8 < 7 ? 1 : 2))
    const guesses = classes.map((one) => (draw.uniform() < 0.75 ? one : Math.floor(3 * draw.uniform())))
    const python = spawnSync(PYTHON, ['-c', BOOTSTRAP], {
      input: JSON.stringify({ actual, predicted, classes, guesses }),
      encoding: 'utf8',
    })
    expect(python.stderr).toBe('')
    const wanted = JSON.parse(python.stdout) as Record<'rmse' | 'r2' | 'macroF1', number>
    const found = measureReport({ numbers: { actual, predicted }, confusion: confusionMatrix(classes, guesses, 3) })
    const scale = {
      rmse: Math.log,
      r2: (value: number) => Math.log(1 - value),
      macroF1: (value: number) => Math.log(value / (1 - value)),
    }
    for (const id of ['rmse', 'r2', 'macroF1'] as const) {
      const { value = 0, interval } = found.find(({ metric }) => metric.id === id) ?? {}
      const [low, middle, high] = [interval?.low, value, interval?.high].map((one) => scale[id](one as number))
      // Symmetric on this scale, and 1.96 (of Student's t for numbers: 1.966) standard deviations to each side.
      expect((low ?? 0) + (high ?? 0), id).toBeCloseTo(2 * (middle ?? 0), 9)
      expect(Math.abs((high ?? 0) - (low ?? 0)) / (2 * 1.96) / wanted[id], id).toBeCloseTo(1, 1)
    }
  },
)

test('few rows, few rows of a class, and perfect predictions have no interval that would be too narrow', () => {
  const numbers = (rows: number, off: number) => {
    const actual = Array.from({ length: rows }, (_, i) => i)
    return Object.keys(
      measureIntervals({ numbers: { actual, predicted: actual.map((one) => one + off * (one % 3)) } }).intervals ?? {},
    )
  }
  expect(numbers(29, 1)).not.toEqual(expect.arrayContaining(['rmse']))
  expect(numbers(30, 1)).toEqual(expect.arrayContaining(['rmse', 'r2']))
  expect(numbers(60, 0)).not.toEqual(expect.arrayContaining(['r2']))
  const classes = (confusion: number[][]) => Object.keys(measureIntervals({ confusion }).intervals ?? {})
  // biome-ignore format: matrices
  const [enough, rare, perfect] = [[[40, 5], [1, 4]], [[40, 5], [1, 3]], [[40, 0], [0, 5]]]
  expect(classes(enough as number[][])).toContain('macroF1')
  for (const one of [rare, perfect]) expect(classes(one as number[][])).not.toContain('macroF1')
})
