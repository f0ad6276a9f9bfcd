/** @file Quantile regression from the settings to the report, against numbers that the test counts itself. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import type { ConsoleMetrics } from '../console/loaded-metrics'
import type { Answer } from '../state'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { EvaluationReport, PredictedNumbers } from './report'

const LEVELS = [0.1, 0.5, 0.9]
const shipped = await serveShippedData()
let netloom: TestStudio

beforeAll(async () => {
  netloom = await openTestStudio('auto-mpg-mlp', undefined, shipped.base)
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { loss: { kind: 'quantile' }, epochs: 25 })
  await netloom.run('graph.fix', { code: 'output-units', fix: 'set-units' })
  await netloom.run('run.start')
  const { run } = await netloom.when(({ run: now }) => now.tag === 'done' || now.tag === 'failed')
  expect(run.why).toBe('finished')
}, 60_000)
afterAll(async () => {
  await netloom.close()
  await shipped.close()
})

const predictions = () => netloom.run<PredictedNumbers>('evaluate.predictions', { split: 'validation' })

test('the report has the coverage of each level and of the interval, counted from the predictions', async () => {
  const { actual, predicted, quantiles } = await predictions()
  const report = await netloom.run<EvaluationReport>('evaluate.report', { split: 'validation' })
  const found = 'quantiles' in report ? report.quantiles : undefined
  if (!found) throw new Error('the report has no quantiles')
  const at = (row: number, level: number) => quantiles?.values[row * 3 + level] as number
  const rows = [...actual.keys()]
  expect(quantiles?.levels).toEqual(LEVELS)
  expect([...predicted]).toEqual(rows.map((row) => at(row, 1)))
  LEVELS.forEach((level, i) => {
    const { coverage, pinball } = expectDefined(found.levels[i], 'the level')
    expect(coverage.value).toBe(rows.filter((row) => (actual[row] as number) <= at(row, i)).length / rows.length)
    const losses = rows.map((row) => Math.max(level * off(row, i), (level - 1) * off(row, i)))
    expect(pinball.value).toBeCloseTo(losses.reduce((sum, one) => sum + one, 0) / rows.length, 10)
  })
  function off(row: number, level: number) {
    return (actual[row] as number) - at(row, level)
  }
  const inside = rows.filter((row) => off(row, 0) >= 0 && off(row, 2) <= 0).length
  expect(found.interval).toMatchObject({ level: 0.8, coverage: { value: inside / rows.length } })
  // It has learned more than three times the same number.
  const shares = found.levels.map(({ coverage }) => coverage.value)
  expect(shares[0]).toBeLessThan(0.3)
  expect(shares[2]).toBeGreaterThan(0.7)
  expect(report.metrics).toMatchObject({
    pinballLoss: { value: expect.any(Number) },
    quantileCrossings: expect.anything(),
  })
})

test('the errors are those of the median, in the history and the evaluation alike', async () => {
  const { actual, predicted } = await predictions()
  const mae = actual.reduce((sum, one, row) => sum + Math.abs(one - (predicted[row] as number)), 0) / actual.length
  const metrics = await netloom.run<ConsoleMetrics>('run.evaluate', { split: 'validation' })
  expect(metrics.mae).toBeCloseTo(mae, 5)
  const last = netloom.state().run.history.at(-1)
  expect(last?.validationMae).toBeCloseTo(mae, 3)
  // Steps add up the errors of all levels, which is no error of the prediction.
  expect(last?.mae).toBeUndefined()
})

test('a prediction has its quantiles', async () => {
  const { rows, predicted, quantiles } = await predictions()
  const row = rows[0] as number
  const { outputs } = await netloom.run<Answer>('data.answer', { row })
  const [low = 0, middle = 0, high = 0] = quantiles?.values ?? []
  expect(Object.values(outputs)[0]).toMatchObject({
    ...{ kind: 'number', value: expect.closeTo(predicted[0] as number, 4) },
    range: { low: expect.closeTo(low, 4), high: expect.closeTo(high, 4), share: 0.8 },
  })
  const table = await netloom.run<string | Uint8Array>('evaluate.predictions', { split: 'validation', format: 'csv' })
  const [head, first] = (typeof table === 'string' ? table : new TextDecoder().decode(table)).split(/\r?\n/)
  expect(head).toContain('quantile 0.1,quantile 0.5,quantile 0.9')
  const cells = (first ?? '').split(',').slice(-3).map(Number)
  expect(cells).toEqual([low, middle, high].map((value) => expect.closeTo(value, 4)))
})
