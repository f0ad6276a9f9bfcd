/**
 * @file Compares the baseline models with their scikit-learn versions (scripts/oracles/baselines.py), and checks their
 * intervals by simulation.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { readerOf } from '../../data/transforms/column-reader'
import { fitSteps } from '../../data/transforms/step-chain'
import type { FittedColumn } from '../../data/transforms/transform'
import { student } from '../../metrics/intervals'
import { baselinesJob, compareAccuracies, compareErrors } from '../jobs/baselines'
import type { BaselineReport } from '../../protocol/analysis-messages'
import { type BaselineDef, constant, naiveForecasts, type Predict, type TrainingData } from './baseline'
import { fitFeatures } from './column-features'
import { linear } from './linear-model'
import { neighbours } from './nearest-neighbors'
import { forest } from './random-forest'

interface Oracle {
  readonly classes: number
  /** The number of values of each column of x that is a category. */
  readonly categories: Readonly<Record<string, number>>
  readonly x: readonly (readonly number[])[]
  readonly y: readonly number[]
  readonly cut: number
  readonly linear: readonly number[]
  readonly neighbours: readonly number[]
  /** One prediction list for each of five seeds. */
  readonly forest: readonly (readonly number[])[]
}
const oracles: Readonly<Record<string, Oracle>> = JSON.parse(
  readFileSync(new URL('./fixtures/baselines.json', import.meta.url), 'utf8'),
)

/** Converts the oracle's rows to a dataset with one column per feature. */
function setOf({ x, y, classes, categories }: Oracle): Dataset {
  const width = x[0]?.length ?? 0
  const named = (values: number) => Array.from({ length: values }, (_, label) => String(label))
  const features = Array.from({ length: width }, (_, place): ColumnSchema => {
    const [name, values] = [`x${place}`, categories[place]]
    return values === undefined ? { name, type: 'number' } : { name, type: 'category', values: named(values) }
  })
  const labels = named(classes)
  const target: ColumnSchema =
    classes > 0 ? { name: 'y', type: 'category', values: labels } : { name: 'y', type: 'number' }
  return {
    schema: {
      id: 'oracle',
      title: 'Oracle',
      kind: 'table',
      columns: [...features, target],
      rows: y.length,
      testRows: 0,
      target: 'y',
      ignore: [],
    },
    columns: [
      ...features.map(({ type }, place) => {
        const values = Float32Array.from(x, (row) => row[place] as number)
        return type === 'category' ? { type, codes: Int16Array.from(values) } : { type: 'number' as const, values }
      }),
      classes > 0
        ? { type: 'category' as const, codes: Int16Array.from(y) }
        : { type: 'number' as const, values: Float32Array.from(y) },
    ],
  }
}

/** The column y, read through a window. */
const fitted = (kind: string, params: object): FittedColumn =>
  fitSteps('y', { type: 'number', shape: [] }, [{ kind, ...params }], () => new Float64Array(), Uint32Array.of())

const rowsOf = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i)

function run<T>(generator: Generator<unknown, T>): T {
  let step = generator.next()
  while (!step.done) step = generator.next()
  return step.value
}

function predictionsOf(baseline: BaselineDef, oracle: Oracle, seed = 7) {
  const names = Array.from({ length: oracle.x[0]?.length ?? 0 }, (_, place) => `x${place}`)
  const matrix = fitFeatures(setOf(oracle), names, rowsOf(0, oracle.cut))
  const { x, width } = matrix(rowsOf(0, oracle.cut))
  const y = Float64Array.from(oracle.y.slice(0, oracle.cut))
  const data: TrainingData = { x, width, y, rows: oracle.cut, classes: oracle.classes, seed }
  const test = matrix(rowsOf(oracle.cut, oracle.y.length))
  return [...run(run(baseline.fit(data))(test.x, oracle.y.length - oracle.cut))]
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const truth = ({ y, cut }: Oracle) => y.slice(cut)
const rate = (predicted: readonly number[], truth: readonly number[]) =>
  predicted.filter((label, i) => label === truth[i]).length / truth.length
const error = (predicted: readonly number[], truth: readonly number[]) =>
  predicted.reduce((sum, value, i) => sum + Math.abs(value - (truth[i] as number)), 0) / truth.length

describe.each(Object.entries(oracles))('%s', (_, oracle) => {
  test('linear regression equals that of scikit-learn', () => {
    for (const [i, value] of predictionsOf(linear, oracle).entries())
      expect(value).toBeCloseTo(oracle.linear[i] as number, 3)
  })

  test('nearest neighbors predict as in scikit-learn, except for equal distances', () => {
    const actual = predictionsOf(neighbours, oracle)
    const differ = actual.filter((value, i) => Math.abs(value - (oracle.neighbours[i] as number)) > 1e-4).length
    expect(differ).toBeLessThanOrEqual(2)
  })

  test('the forest is as accurate as that of scikit-learn', () => {
    const score = oracle.classes > 0 ? rate : error
    const actual = mean([1, 2, 3, 4, 5].map((seed) => score(predictionsOf(forest, oracle, seed), truth(oracle))))
    const expected = mean(oracle.forest.map((one) => score(one, truth(oracle))))
    // Across five seeds, the mean error varies by about 0.015 in both implementations.
    expect(oracle.classes > 0 ? expected - actual : actual / expected - 1).toBeLessThan(0.035)
    expect(predictionsOf(forest, oracle, 3)).toEqual(predictionsOf(forest, oracle, 3))
  })

  test('the constant baseline is the most common class, or the mean', () => {
    const trainingTargets = oracle.y.slice(0, oracle.cut)
    const mean = trainingTargets.reduce((sum, value) => sum + value, 0) / trainingTargets.length
    const counts = new Map<number, number>()
    for (const label of trainingTargets) counts.set(label, (counts.get(label) ?? 0) + 1)
    const most = Math.max(...counts.values())
    const [value] = predictionsOf(constant, oracle)
    if (oracle.classes > 0) expect(counts.get(value as number)).toBe(most)
    else expect(value).toBeCloseTo(mean, 10)
  })
})

test('the most common class is by rows, however rows are weighted', () => {
  const y = Float64Array.from({ length: 9 }, (_, row) => (row < 3 ? 0 : row < 8 ? 1 : 2))
  // Balanced, with the rarest class rounded up: it has the largest sum.
  const weights = y.map((label) => [1, 0.6, 3.0000001][label] as number)
  const fit = constant.fit({ x: new Float32Array(9), rows: 9, width: 1, y, classes: 3, weights, seed: 1 })
  const predict = fit.next().value as Predict
  expect(predict(new Float32Array(1), 1).next().value).toEqual(Float64Array.of(1))
})

test('intervals of paired accuracies contain the true difference in 95% of cases', () => {
  const random = rng(3, { kind: 'generate' })
  let covered = 0
  for (let trial = 0; trial < 1000; trial++) {
    const pairs = Array.from({ length: 60 }, () => {
      const easy = random.uniform() < 0.7
      return [easy || random.uniform() < 0.5, easy || random.uniform() < 0.3] as const
    })
    const { mean, half } = compareAccuracies(
      pairs.map(([first]) => first),
      pairs.map(([, second]) => second),
    )
    if (Math.abs(mean - 0.3 * 0.2) <= half) covered++
  }
  expect(covered / 1000).toBeGreaterThan(0.935)
  expect(covered / 1000).toBeLessThan(0.985)
})

test("Student's quantiles equal those of scipy.stats.t.ppf", () => {
  for (const [freedom, quantile] of [
    [1, 12.706204736174694],
    [3, 3.1824463052837078],
    [4, 2.7764451051977934],
    [12, 2.1788128296672284],
    [13, 2.1603686564627913],
    [20, 2.085963447265864],
    [30, 2.0422724563012378],
    [1000, 1.9623390808264083],
  ] as const) {
    expect(Math.abs(student(freedom) - quantile)).toBeLessThan(3e-6)
  }
  const apart = compareErrors(Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 2, 5, 5))
  // The differences are 1, 0, 2, 1, with mean 1 and standard deviation √(2/3).
  expect(apart.mean).toBe(1)
  expect(apart.half).toBeCloseTo((3.182 * Math.sqrt(2 / 3)) / 2, 3)
})

test("the job reports every model, and the network's lead on the same rows", () => {
  const oracle = oracles.digits as Oracle
  const split = { train: rowsOf(0, 500), validation: rowsOf(500, 642), test: rowsOf(0, 0) }
  const perfect = Float64Array.from(truth(oracle))
  const features = Array.from({ length: 64 }, (_, place) => `x${place}`)
  const job = baselinesJob.run(
    { key: 'x', dataset: setOf(oracle), split },
    { target: 'y', features, seed: 1, network: perfect },
  )
  const report = run(job as Generator<number, Awaited<ReturnType<typeof run>>>) as {
    network?: { score: number }
    scores: { id: string; score: number; behind?: { mean: number; half: number } }[]
  }
  expect(report.network?.score).toBe(1)
  expect(report.scores.map(({ id }) => id)).toEqual(['constant', 'linear', 'neighbours', 'forest'])
  for (const { score, behind } of report.scores) expect(behind?.mean).toBeCloseTo(1 - score, 10)
  const line = report.scores.find(({ id }) => id === 'linear')
  expect(line?.score).toBeCloseTo(rate(oracle.linear, truth(oracle)), 10)
})

test('naive forecasts repeat the newest known value, and that of a season earlier', () => {
  const DAY = 86_400_000
  const of = (step: number, rows: number): Dataset => ({
    schema: {
      ...{ id: 's', title: 'S', kind: 'series', rows, testRows: 0, target: 'y', ignore: [] },
      columns: [
        { name: 'at', type: 'time' },
        { name: 'y', type: 'number' },
      ],
    },
    columns: [
      { type: 'time', values: Float64Array.from({ length: rows }, (_, i) => i * step) },
      { type: 'number', values: Float32Array.from({ length: rows }, (_, i) => i) },
    ],
  })
  const forecasts = (step: number, rows: number, at: readonly number[], lag = 1) => {
    const targets = Float64Array.from({ length: rows }, (_, i) => i)
    const series = fitted('timeWindow', { by: 'at', length: 2, horizon: lag })
    return naiveForecasts(of(step, rows), targets, Uint32Array.from(at), series, -1).map(({ title, predictions }) => [
      title,
      ...predictions,
    ])
  }
  expect(forecasts(DAY / 24, 60, [0, 30, 59])).toEqual([
    ['Same as the last value', -1, 29, 58],
    ['Same time yesterday', -1, 6, 35],
  ])
  expect(forecasts(DAY, 800, [400, 799], 7)).toEqual([
    ['Same as the last value', 393, 792],
    // The rows begin on 1 January 1970; row 799 is 10 March 1972, and 433 is 10 March 1971.
    ['Same date last year', 35, 433],
  ])
  // The season before is not in the data of most rows.
  expect(forecasts(DAY, 100, [50, 99])).toEqual([['Same as the last value', 49, 98]])
})

test('the simple models read the same window of earlier rows as the network', () => {
  // A trend with a season of 12 rows: y(t) = y(t-1) + y(t-12) - y(t-13), which a line through the window finds.
  const rows = 200
  const y = Float32Array.from({ length: rows }, (_, t) => 0.3 * t + 5 * Math.sin((2 * Math.PI * t) / 12))
  const dataset: Dataset = {
    schema: {
      ...{ id: 's', title: 'S', kind: 'series', rows, testRows: 0, target: 'y', ignore: [] },
      columns: [{ name: 'y', type: 'number' }],
    },
    columns: [{ type: 'number', values: y }],
  }
  const split = { train: rowsOf(13, 160), validation: rowsOf(160, 200), test: rowsOf(0, 0) }
  const scoresWith = (length: number) => {
    const args = { target: 'y', features: ['y'], seed: 1, fitted: [fitted('window', { length, horizon: 1 })] }
    const job = baselinesJob.run({ key: 'x', dataset, split }, args)
    const report = run(job as Generator<number, unknown>) as { scores: { id: string; score: number }[] }
    return Object.fromEntries(report.scores.map(({ id, score }) => [id, score]))
  }
  expect(Object.keys(scoresWith(13))).toEqual(['constant', 'last', 'linear', 'neighbours', 'forest'])
  // The small penalty keeps the weights from being exact.
  expect(scoresWith(13).linear).toBeLessThan(0.1)
  expect(scoresWith(13).last).toBeGreaterThan(1)
  // A window that is too short for the season.
  expect(scoresWith(2).linear).toBeGreaterThan(0.3)
})

test('validation rows without a complete window are left out for all models, the network included', () => {
  const rows = 60
  const at = Float64Array.from({ length: rows }, (_, t) => t)
  const y = Float32Array.from({ length: rows }, (_, t) => t * t)
  const dataset: Dataset = {
    schema: {
      ...{ id: 's', title: 'S', kind: 'series', rows, testRows: 0, target: 'y', ignore: [] },
      columns: [
        { name: 'y', type: 'number' },
        { name: 'at', type: 'time' },
      ],
    },
    columns: [
      { type: 'number', values: y },
      { type: 'time', values: at },
    ],
  }
  const split = { train: rowsOf(0, 40), validation: rowsOf(40, 60), test: rowsOf(0, 0) }
  const columns: { [border: string]: FittedColumn } = {}
  for (const border of ['apart', 'past']) {
    const steps = [{ kind: 'timeWindow', by: 'at', within: '', length: 4, horizon: 1, border }]
    const column = { column: 'y', from: { type: 'number', shape: [] } } as const
    columns[border] = fitSteps('y', column.from, steps, readerOf(dataset, column), split.train, true)
  }
  const reportOf = (border: string) => {
    // The network is wrong by 1 on complete windows and by 1000 on the first four rows after the training rows.
    const network = Float64Array.from(split.validation, (row) => (y[row] as number) + (row < 44 ? 1000 : 1))
    const args = { target: 'y', features: ['y'], seed: 1, fitted: [columns[border] as FittedColumn], network }
    return run(baselinesJob.run({ key: 'x', dataset, split }, args) as Generator<number, BaselineReport>)
  }
  // A window of row t reads rows t - 4 to t - 1; those before row 40 are training rows.
  const complete = [...split.validation].filter((t) => [1, 2, 3, 4].every((back) => t - back >= 40))
  const apart = reportOf('apart')
  expect(apart).toMatchObject({ evaluatedOn: complete.length, withoutWindow: 20 - complete.length })
  expect(apart.network?.score).toBeCloseTo(1, 10)
  expect(apart.scores.find(({ id }) => id === 'last')?.score).toBeCloseTo(
    mean(complete.map((t) => t * t - (t - 1) * (t - 1))),
    6,
  )
  expect(reportOf('past')).toMatchObject({ evaluatedOn: 20, withoutWindow: 0 })
})
