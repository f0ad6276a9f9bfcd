import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { wilson } from './intervals'
import { measureReport } from './metrics-of'
import { quantileReport } from './quantiles'

const random = rng(5, { kind: 'generate' })
const levels = [0.05, 0.5, 0.9]
const rows = 40
const actual = Float64Array.from({ length: rows }, () => random.normal())
// Random, so that the quantiles cross in some rows; in the first row, all equal the actual value.
const predicted = Float64Array.from({ length: rows * 3 }, (_, i) => (i < 3 ? (actual[0] as number) : random.normal()))

test.skipIf(lacks('sklearn'))('the pinball loss is that of scikit-learn, of each level and as a metric', () => {
  const oracle = `
import json, sys, numpy as np
from sklearn.metrics import mean_pinball_loss
levels, y, p = json.load(sys.stdin)
p = np.reshape(p, (-1, 3))
print(json.dumps([mean_pinball_loss(y, p[:, i], alpha=levels[i]) for i in range(3)]))`
  const { stdout } = spawnSync(PYTHON, ['-c', oracle], { input: JSON.stringify([levels, [...actual], [...predicted]]) })
  const wanted = JSON.parse(String(stdout)) as number[]
  const report = quantileReport({ levels, actual, predicted })
  report.levels.forEach(({ pinball: { value, low, high } }, i) => {
    expect(value).toBeCloseTo(wanted[i] as number, 12)
    expect(low < value && value < high).toBe(true)
  })
  const metric = measureReport({ quantiles: { levels, actual, predicted } }).find(
    ({ metric: m }) => m.id === 'pinballLoss',
  )
  expect(metric?.value).toBeCloseTo(wanted.reduce((sum, one) => sum + one, 0) / 3, 12)
})

test('coverage, width, and crossings are counted row by row', () => {
  const { levels: found, interval, crossings, n } = quantileReport({ levels, actual, predicted })
  const counts = [0, 0, 0]
  let [inside, width, crossed] = [0, 0, 0]
  for (let row = 0; row < rows; row++) {
    const [low, middle, high] = predicted.subarray(3 * row, 3 * row + 3) as unknown as [number, number, number]
    const y = actual[row] as number
    ;[low, middle, high].forEach((quantile, i) => {
      if (y <= quantile) counts[i] = (counts[i] as number) + 1
    })
    if (low <= y && y <= high) inside++
    if (middle < low || high < middle) crossed++
    width += (high - low) / rows
  }
  expect(crossed).toBeGreaterThan(0)
  expect(crossed).toBeLessThan(rows)
  expect(found.map(({ coverage }) => coverage)).toEqual(
    counts.map((count) => ({ value: count / rows, ...wilson(count / rows, rows) })),
  )
  expect(interval).toMatchObject({ level: 0.85, coverage: { value: inside / rows, ...wilson(inside / rows, rows) } })
  expect(interval?.width.value).toBeCloseTo(width, 12)
  expect([n, crossings.rows, crossings.value]).toEqual([rows, crossed, crossed / rows])
  expect(quantileReport({ levels: [0.5], actual, predicted: actual }).interval).toBeUndefined()
})
