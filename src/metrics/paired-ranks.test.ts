/** @file Tests the paired comparison of ordered classes against scikit-learn and SciPy, and the coverage of its intervals. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { type Rng, rng } from '../base/rng'
import { rankDifferences } from './paired-ranks'

const CLASSES = 4

/** Actual ranks, and predictions of two models, which are off by one or two ranks more or less often. */
function world(draw: Rng, n: number, [hitsA, hitsB]: readonly [number, number]) {
  const actual = Uint32Array.from({ length: n }, () => Math.floor(CLASSES * draw.uniform() ** 1.5))
  const predicted = (hits: number) =>
    actual.map((rank) => {
      if (draw.uniform() < hits) return rank
      const step = (draw.uniform() < 0.7 ? 1 : 2) * (draw.uniform() < 0.5 ? 1 : -1)
      return Math.max(0, Math.min(CLASSES - 1, rank + step))
    })
  return { actual, a: predicted(hitsA), b: predicted(hitsB) }
}

test.skipIf(lacks('scipy', 'sklearn'))('values are those of scikit-learn, and intervals near those of SciPy', () => {
  const draw = rng(8, { kind: 'generate' })
  const worlds = [0.4, 0.6, 0.75].map((hits) => world(draw, 300, [0.6, hits]))
  const script = `
import json, sys
import numpy as np
from scipy.stats import bootstrap
from sklearn.metrics import cohen_kappa_score, mean_absolute_error
def kappa(y, p, axis=-1):
  # The expected squared distance of independent rows is that of all pairs.
  apart = y.var(axis) + p.var(axis) + (y.mean(axis) - p.mean(axis)) ** 2
  return 1 - ((y - p) ** 2).mean(axis) / apart
mae = lambda y, p, axis=-1: abs(y - p).mean(axis)
sklearn_kappa = lambda y, p: cohen_kappa_score(y, p, weights="quadratic")
out = []
for y, a, b in np.array(json.load(sys.stdin)):
  found = []
  for exact, of in ((sklearn_kappa, kappa), (mean_absolute_error, mae)):
    apart = bootstrap((y, a, b), lambda y, a, b, axis: of(y, b, axis) - of(y, a, axis), paired=True, vectorized=True,
      n_resamples=1999, method="percentile", random_state=np.random.default_rng(1)).confidence_interval
    found.append([exact(y, a), exact(y, b), apart.low, apart.high])
  out.append(found)
print(json.dumps(out))`
  const input = JSON.stringify(worlds.map(({ actual, a, b }) => [[...actual], [...a], [...b]]))
  const python = spawnSync(PYTHON, ['-c', script], { input, encoding: 'utf8' })
  const wanted = JSON.parse(python.stdout) as readonly (readonly [number, number, number, number])[][]
  expect(wanted).toHaveLength(worlds.length)
  worlds.forEach(({ actual, a, b }, i) => {
    const found = rankDifferences(actual, a, b, CLASSES)
    for (const [at, own] of [found.weightedKappa, found.rankMae].entries()) {
      const [ofA = 0, ofB = 0, low = 0, high = 0] = wanted[i]?.[at] ?? []
      expect(own?.a).toBeCloseTo(ofA, 12)
      expect(own?.b).toBeCloseTo(ofB, 12)
      expect(own?.difference).toBeCloseTo(ofB - ofA, 12)
      expect(Math.abs((own?.low ?? 0) - low), `low ${i} ${at}`).toBeLessThan(0.015)
      expect(Math.abs((own?.high ?? 0) - high), `high ${i} ${at}`).toBeLessThan(0.015)
    }
  })
})

test('95% intervals contain the true difference in about 95% of samples', () => {
  const draw = rng(3, { kind: 'generate' })
  const hits = [0.55, 0.7] as const
  const large = world(draw, 400_000, hits)
  const truth = rankDifferences(large.actual, large.a, large.b, CLASSES, 0)
  const [rounds, covered] = [400, { weightedKappa: 0, rankMae: 0 }]
  for (let round = 0; round < rounds; round++) {
    const { actual, a, b } = world(draw, 60, hits)
    const found = rankDifferences(actual, a, b, CLASSES, 199)
    for (const id of ['weightedKappa', 'rankMae'] as const) {
      const { low, high } = found[id] as NonNullable<(typeof found)[typeof id]>
      const value = truth[id]?.difference as number
      if (low <= value && value <= high) covered[id]++
    }
  }
  for (const count of Object.values(covered)) {
    expect(count / rounds).toBeGreaterThan(0.91)
    expect(count / rounds).toBeLessThan(0.98)
  }
})

test('equal predictions differ by nothing, and rows of one class have no kappa', () => {
  const { actual, a } = world(rng(1, { kind: 'generate' }), 50, [0.6, 0.6])
  const same = rankDifferences(actual, a, a, CLASSES)
  for (const one of [same.weightedKappa, same.rankMae]) expect(one).toMatchObject({ difference: 0, low: 0, high: 0 })
  const [one, off] = [new Uint32Array(8).fill(2), Uint32Array.of(2, 2, 2, 2, 2, 2, 1, 0)]
  const single = rankDifferences(one, one, off, CLASSES)
  expect(single.weightedKappa).toBeUndefined()
  expect(single.rankMae).toMatchObject({ a: 0, b: 3 / 8, difference: 3 / 8 })
})
