/** @file Tests that the metrics agree to within 1e-12 with the libraries whose conventions they follow. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classReport } from './class-report'
import { wilson } from './wilson-interval'
import { logLoss } from './log-loss'
import { regressionReport } from './regression-report'

const vectors = JSON.parse(readFileSync(new URL('./fixtures/metric_vectors.json', import.meta.url), 'utf8'))

/** Asserts that every number in `actual` is within 1e-12 of the corresponding number in `wanted`. */
function expectClose(actual: readonly number[], wanted: readonly number[]): void {
  expect(actual).toHaveLength(wanted.length)
  actual.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] as number))).toBeLessThanOrEqual(1e-12)
  })
}

describe('classReport', () => {
  const v = vectors.multiclass
  const report = classReport(v.y_true, v.y_pred, v.labels.map(String))

  it('counts predicted classes by actual classes', () => {
    expect(report.confusion).toEqual(v.confusion_matrix_rows_true)
  })

  it('scores each class', () => {
    for (const key of ['precision', 'recall', 'f1', 'support'] as const) {
      const scores = report.perClass.map((score) => score[key])
      expectClose(scores, v.per_class[key])
    }
  })

  it('averages', () => {
    expectClose([report.accuracy], [v.accuracy])
    for (const how of ['macro', 'weighted'] as const) {
      expectClose(Object.values(report[how]), Object.values(v[how]))
    }
  })

  it('gives 0 for 0 / 0, and leaves unused classes out of the mean', () => {
    const edge = classReport([0, 0, 1], [0, 0, 0], ['a', 'b', 'never'])
    expect(edge.macro.f1).toBeCloseTo(0.4, 12)
    expect(edge.perClass[1]).toEqual({ label: 'b', precision: 0, recall: 0, f1: 0, support: 1 })
    expect(classReport([], [], ['a']).accuracy).toBe(0)
  })
})

describe('logLoss', () => {
  it('for several classes and for two', () => {
    const { y, p, log_loss } = vectors.multiclass_auc
    expectClose([logLoss(y, p.flat(), 3)], [log_loss])
    const { y: actual, score, log_loss: wanted } = vectors.binary
    const both = score.flatMap((s: number) => [1 - s, s])
    expectClose([logLoss(actual, both, 2)], [wanted])
  })

  it('normalizes the scores of a row', () => {
    expect(logLoss([1, 0], [0.2, 0.3, 0.1, 0.1], 2)).toBeCloseTo(-(Math.log(0.6) + Math.log(0.5)) / 2, 12)
  })

  it('stays finite for a confident mistake', () => {
    expect(logLoss([0], [0, 1], 2)).toBeCloseTo(36.04, 2)
    expect(logLoss([], [], 2)).toBe(0)
  })
})

describe('regressionReport', () => {
  it('follows the vectors', () => {
    const { y, yhat, mae, mse, rmse, r2 } = vectors.regression
    const report = regressionReport(y, yhat)
    expectClose([report.mae, report.mse, report.rmse, report.r2], [mae, mse, rmse, r2])
  })

  it('has an R2 for a constant target, and for no rows', () => {
    expect(regressionReport([2, 2], [2, 2]).r2).toBe(1)
    expect(regressionReport([2, 2], [2, 3]).r2).toBe(0)
    expect(regressionReport([], [])).toEqual({ mae: 0, mse: 0, rmse: 0, r2: 0 })
  })
})

describe('wilson', () => {
  it('gives the known interval for 990 of 1000', () => {
    const { low, high } = wilson(0.99, 1000)
    expect(low).toBeCloseTo(0.9816905311, 9)
    expect(high).toBeCloseTo(0.9945592455, 9)
  })
  it('stays within 0 to 1, and has no interval without rows', () => {
    expect(wilson(1, 5).high).toBe(1)
    expect(wilson(0, 5).low).toBe(0)
    expect(wilson(1, 5).low).toBeGreaterThan(0.5)
    expect(wilson(0.5, 0)).toEqual({ low: 0, high: 1 })
  })
})
