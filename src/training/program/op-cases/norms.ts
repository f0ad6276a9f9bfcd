/** @file Op cases for norms. */
import type { OpCase, OpFixture } from './op-fixture'

const SIZES = [
  [3, 1],
  [7, 33],
  [33, 7],
  [128, 16],
] as const

export function normCases(open: () => OpFixture): OpCase[] {
  return SIZES.flatMap(([rows, features], i) => {
    const size = rows * features
    const [a, b, c, d, e] = [open(), open(), open(), open(), open()]
    const words = `${rows}x${features}`
    const scaled = i !== 1
    return [
      a.done(`batchNorm ${words}`, {
        op: 'batchNorm',
        x: a.floats(size),
        gamma: a.floats(features),
        beta: a.floats(features),
        movingMean: a.floats(features),
        movingVariance: a.floats(features, 'positive'),
        out: a.floats(size),
        mean: a.floats(features),
        inverse: a.floats(features),
        rows,
        features,
        momentum: 0.9,
        epsilon: 0.001,
      }),
      b.done(`normalize ${words}`, {
        op: 'normalize',
        x: b.floats(size),
        gamma: b.floats(features),
        beta: b.floats(features),
        movingMean: b.floats(features),
        movingVariance: b.floats(features, 'positive'),
        out: b.floats(size),
        rows,
        features,
        epsilon: 0.001,
      }),
      c.done(`batchNormGrad ${words}`, {
        op: 'batchNormGrad',
        x: c.floats(size),
        dy: c.floats(size),
        gamma: c.floats(features),
        mean: c.floats(features),
        inverse: c.floats(features, 'positive'),
        ...(i !== 2 && { out: c.floats(size) }),
        ...(i !== 3 && { gammaGrad: c.floats(features), betaGrad: c.floats(features) }),
        rows,
        features,
        accumulate: i % 2 === 1,
      }),
      d.done(`layerNorm ${words}`, {
        op: 'layerNorm',
        x: d.floats(size),
        ...(scaled && { gamma: d.floats(features), beta: d.floats(features) }),
        out: d.floats(size),
        mean: d.floats(rows),
        inverse: d.floats(rows),
        rows,
        features,
        epsilon: 0.01,
      }),
      e.done(`layerNormGrad ${words}`, {
        op: 'layerNormGrad',
        x: e.floats(size),
        dy: e.floats(size),
        ...(scaled && { gamma: e.floats(features), gammaGrad: e.floats(features), betaGrad: e.floats(features) }),
        mean: e.floats(rows),
        inverse: e.floats(rows, 'positive'),
        ...(i !== 2 && { out: e.floats(size) }),
        rows,
        features,
        accumulate: i % 2 === 1,
      }),
    ]
  })
}
