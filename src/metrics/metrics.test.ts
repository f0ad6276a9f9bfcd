/** @file Tests that the metrics agree to within 1e-12 with the libraries whose conventions they follow. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { classScores, compareWithBaseRates, confusionMatrix } from './class-report'
import { logLoss } from './calibration'
import { rateDifference, wilson } from './intervals'
import { measure } from './metrics-of'

const vectors = JSON.parse(readFileSync(new URL('./fixtures/metric_vectors.json', import.meta.url), 'utf8'))

/** Asserts that every number in `actual` is within 1e-12 of the corresponding number in `wanted`. */
function expectClose(actual: readonly number[], wanted: readonly number[]): void {
  expect(actual).toHaveLength(wanted.length)
  actual.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] as number))).toBeLessThanOrEqual(1e-12)
  })
}

describe('classes', () => {
  const v = vectors.multiclass
  const confusion = confusionMatrix(v.y_true, v.y_pred, v.labels.length)

  it('are counted as predicted by actual classes', () => {
    expect(confusion).toEqual(v.confusion_matrix_rows_true)
  })

  it('have scores of their own', () => {
    const perClass = classScores(confusion, v.labels.map(String))
    for (const key of ['precision', 'recall', 'f1', 'support'] as const) {
      expectClose(
        perClass.map((score) => score[key] ?? Number.NaN),
        v.per_class[key],
      )
    }
  })

  it('have scores for all classes', () => {
    const { accuracy, balancedAccuracy, macroF1, mcc } = measure({ confusion })
    expectClose([accuracy, balancedAccuracy, macroF1, mcc] as number[], [
      v.accuracy,
      v.balanced_accuracy,
      v.macro.f1,
      v.mcc,
    ])
  })

  it('have 0 for 0 / 0, and unused classes do not count toward the mean', () => {
    const edge = confusionMatrix([0, 0, 1], [0, 0, 0], 3)
    expect(measure({ confusion: edge }).macroF1).toBeCloseTo(0.4, 12)
    expect(classScores(edge, ['a', 'b', 'never'])[1]).toEqual({
      label: 'b',
      precision: 0,
      recall: 0,
      f1: 0,
      support: 1,
    })
    expect(measure({ confusion: [[0]] })).toMatchObject({ accuracy: 0, balancedAccuracy: 0, macroF1: 0, mcc: 0 })
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

describe('numbers', () => {
  it('follow the vectors', () => {
    const { y, yhat, mae, rmse, r2 } = vectors.regression
    const report = measure({ numbers: { actual: y, predicted: yhat } })
    expectClose([report.mae, report.rmse, report.r2] as number[], [mae, rmse, r2])
  })

  it('have an R2 for a constant target, and metrics for no rows', () => {
    expect(measure({ numbers: { actual: [2, 2], predicted: [2, 2] } }).r2).toBe(1)
    expect(measure({ numbers: { actual: [2, 2], predicted: [2, 3] } }).r2).toBe(0)
    const none = measure({ numbers: { actual: [], predicted: [] } })
    expect(none).toMatchObject({ mae: 0, medianAbsoluteError: 0, rmse: 0, r2: 0 })
  })
})

it('the interval of a difference of rates matches Newcombe 1998, table II, examples a and h', () => {
  const { low, high } = rateDifference(48 / 80, 80, 56 / 70, 70)
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339'])
  const none = rateDifference(0, 10, 1, 10)
  expect([none.low.toFixed(4), none.high.toFixed(4)]).toEqual(['0.6075', '1.0000'])
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

describe.skipIf(lacks('sklearn', 'scipy'))('the comparison with the base rates', () => {
  const draw = rng(3, { kind: 'generate' })
  const script = `
import json, sys
import numpy as np
from scipy import stats
from sklearn.metrics import log_loss, roc_auc_score
given = json.load(sys.stdin)
y, p = np.array(given["actual"]), np.array(given["probabilities"]).reshape(len(given["actual"]), -1)
base = np.bincount(y, minlength=p.shape[1]) / len(y)
gains = np.log(p[np.arange(len(y)), y]) - np.log(base[y])
low, high = stats.ttest_1samp(gains, 0).confidence_interval(0.95)
constant = log_loss(y, np.tile(base, (len(y), 1)))
auc = roc_auc_score(y, p[:, 1]) if p.shape[1] == 2 else None
print(json.dumps([constant, constant - log_loss(y, p), low, high, auc]))`

  it.each([2, 3])('is that of SciPy and scikit-learn for %i classes', (classes) => {
    const actual = Array.from({ length: 60 }, (_, row) => Math.max(0, (row % (3 * classes)) - 2 * classes))
    const probabilities = actual.flatMap((one) => {
      const odds = Array.from({ length: classes }, (_, k) => draw.uniform() + 0.1 + Number(k === one))
      return odds.map((odd) => odd / odds.reduce((all, other) => all + other, 0))
    })
    const supports = Array.from({ length: classes }, (_, k) => actual.filter((one) => one === k).length)
    const { baseLoss, gain, rocAuc } = compareWithBaseRates({ actual, probabilities, classes }, supports)
    const python = spawnSync(PYTHON, ['-c', script], {
      input: JSON.stringify({ actual, probabilities }),
      encoding: 'utf8',
    })
    const wanted: (number | null)[] = JSON.parse(python.stdout)
    const found = [baseLoss, gain.value, gain.low, gain.high, rocAuc?.value ?? null]
    found.forEach((value, i) => {
      if (value === null) expect(wanted[i]).toBeNull()
      // Student's quantile is an expansion for many rows, with an error below 3e-6.
      else expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(i === 2 || i === 3 ? 1e-6 : 1e-12)
    })
  })
})
