/** @file Compares profiles with NumPy, and sketches with exact counts. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import { correlation, correlationRatio, cramersV } from './group-profile'
import { addValue, emptyStats, summarize } from './running-stats'
import { addNumber, addText, distinctSketch, emptyTextCounts, estimateDistinct, topTexts } from './value-counts'

function numpy<T>(script: string, input: object): T {
  const { stdout, stderr, status } = spawnSync(PYTHON, ['-c', script], { input: JSON.stringify(input) })
  if (status !== 0) throw new Error(String(stderr))
  return JSON.parse(String(stdout)) as T
}

const random = rng(3, { kind: 'generate' })
/** More values than the sample's first capacity. */
const N = 3000
const xs = Array.from({ length: N }, () => 3 + 2 * random.normal())
const ys = xs.map((x) => Math.round(x + random.normal()))
const a = xs.map((x) => (x > 4 ? 2 : x > 2 ? 1 : 0))
const b = a.map((code) => (random.uniform() < 0.7 ? code : random.below(4)))

describe.skipIf(lacks('numpy', 'sklearn'))('equal to NumPy (python3 with numpy and sklearn)', () => {
  test('moments, quantiles of type 7 and the histogram', () => {
    const seen = emptyStats()
    xs.forEach((x, row) => {
      addValue(seen, x, row)
    })
    const oracle = numpy<Record<string, number & number[]>>(
      `import json, sys, numpy as np
x = np.array(json.load(sys.stdin)['xs'])
print(json.dumps(dict(mean=x.mean(), deviation=x.std(), q=list(np.quantile(x, [.05, .25, .5, .75, .95])), h=np.histogram(x, 20)[0].tolist())))`,
      { xs },
    )
    const spread = summarize(seen, 20)
    expect(spread.mean).toBeCloseTo(oracle.mean as number, 11)
    expect(spread.deviation).toBeCloseTo(oracle.deviation as number, 11)
    Object.values(spread.quantiles).forEach((value, i) => {
      expect(value).toBeCloseTo((oracle.q as number[])[i] as number, 12)
    })
    expect(spread.histogram).toEqual(oracle.h)
    expect(spread.sampled).toBeUndefined()
  })

  test("Pearson, Spearman, the correlation ratio and bias-corrected Cramér's V", () => {
    // Ranks are computed by NumPy. η² is computed as the R² of a regression on one-hot columns, an independent way to
    // obtain the same value.
    const oracle = numpy<{ pearson: number; spearman: number; eta: number; v: number }>(
      `import json, sys, numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.metrics.cluster import contingency_matrix
d = json.load(sys.stdin); x, y, a, b = (np.array(d[k]) for k in ('xs', 'ys', 'a', 'b'))
def ranks(v):
    u, inverse, n = np.unique(v, return_inverse=True, return_counts=True)
    return (np.cumsum(n) - (n - 1) / 2)[inverse]
hot = np.eye(a.max() + 1)[a]
t = contingency_matrix(a, b).astype(float); n = t.sum()
e = np.outer(t.sum(1), t.sum(0)) / n
phi2 = ((t - e) ** 2 / e).sum() / n
k, r = t.shape
c = max(0, phi2 - (k - 1) * (r - 1) / (n - 1)); kc = k - (k - 1) ** 2 / (n - 1); rc = r - (r - 1) ** 2 / (n - 1)
print(json.dumps(dict(pearson=np.corrcoef(x, y)[0, 1], spearman=np.corrcoef(ranks(x), ranks(y))[0, 1],
  eta=np.sqrt(LinearRegression(fit_intercept=False).fit(hot, x).score(hot, x)), v=np.sqrt(c / min(kc - 1, rc - 1)))))`,
      { xs, ys, a, b },
    )
    const both = correlation(xs, ys)
    if (both.kind !== 'correlation') return expect.unreachable()
    expect(both.pearson).toBeCloseTo(oracle.pearson, 12)
    expect(both.spearman).toBeCloseTo(oracle.spearman, 12)
    expect(correlationRatio(a, xs, 3)).toMatchObject({ eta: expect.closeTo(oracle.eta, 10) })
    expect(cramersV(a, b, 3, 4)).toMatchObject({ v: expect.closeTo(oracle.v, 12) })
  })
})

test('the sample of a column with too many values is spread over all rows', () => {
  const seen = emptyStats(2000)
  for (let row = 0; row < 10_000; row++) addValue(seen, row, row)
  const { sampled = 0, quantiles, distinct, histogram } = summarize(seen, 10)
  expect(sampled).toBeGreaterThan(1000)
  expect(sampled).toBeLessThanOrEqual(2000)
  expect(Math.abs(quantiles.q25 - 2500)).toBeLessThan(300)
  expect(Math.abs(quantiles.q75 - 7500)).toBeLessThan(300)
  expect(Math.abs(distinct / 10_000 - 1)).toBeLessThan(0.05)
  expect(Math.min(...histogram)).toBeGreaterThan(700)
})

test('rows that lack one of the values do not count', () => {
  const holes = xs.map((x, i) => (i % 7 === 0 ? Number.NaN : x))
  const kept = xs.map((_, i) => i).filter((i) => i % 7 !== 0)
  const of = (all: readonly number[]) => kept.map((i) => all[i] as number)
  expect(correlation(holes, ys)).toEqual(correlation(of(xs), of(ys)))
  expect(correlationRatio(a, holes, 3)).toEqual(correlationRatio(of(a), of(xs), 3))
  expect(
    cramersV(
      a.map((code, i) => (i % 7 === 0 ? -1 : code)),
      b,
      3,
      4,
    ),
  ).toEqual(cramersV(of(a), of(b), 3, 4))
})

test('the estimate of distinct values is within a few percent', () => {
  for (const distinct of [1_000, 5_000, 200_000]) {
    const sketch = distinctSketch()
    for (let i = 0; i < distinct; i++) addNumber(sketch, i * 0.37)
    for (let i = 0; i < 50; i++) addNumber(sketch, i * 0.37)
    expect(Math.abs(estimateDistinct(sketch) / distinct - 1)).toBeLessThan(0.05)
  }
})

test('frequent texts are counted exactly while there are few, and never too high after that', () => {
  const words = Array.from({ length: 6000 }, (_, i) => `w${i % 3 === 0 ? 'a' : i % 5 === 0 ? 'b' : i}`)
  const letters = new TextEncoder()
  const count = (max: number, from: number, to: number) => {
    const all = emptyTextCounts(max)
    for (let row = from; row < to; row++) {
      const bytes = letters.encode(words[row] as string)
      addText(all, bytes, 0, bytes.length, row)
    }
    return all
  }
  const exact = topTexts(count(10_000, 0, 6000), 2)
  expect(exact).toMatchObject({ top: [{ count: 2000, row: 0 }, { count: 800 }], estimated: false })
  expect(exact.distinct).toBe(new Set(words).size)
  const smaller = count(50, 0, 6000)
  const rough = topTexts(smaller, 2)
  expect(rough.estimated).toBe(true)
  expect(rough.top[0]).toMatchObject({ row: 0 })
  expect(rough.top[0]?.count).toBeLessThanOrEqual(2000)
  expect(rough.top[0]?.count).toBeGreaterThanOrEqual(2000 - smaller.short)
  expect(Math.abs(rough.distinct / exact.distinct - 1)).toBeLessThan(0.06)
})
