/** @file The shrunk covariance and its whitening against scikit-learn. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { ledoitWolf, whiteningOf } from './covariance'

const SKLEARN = `
import json, sys, numpy as np
from sklearn.covariance import ledoit_wolf
g = json.load(sys.stdin)
x = np.array(g["values"]).reshape(g["rows"], g["width"])
c, s = ledoit_wolf(x, assume_centered=True)
print(json.dumps({"covariance": c.tolist(), "shrinkage": s, "inverse": np.linalg.inv(c).tolist()}))
`

/** Rows whose values depend on each other, and one that never varies. */
function drawn(rows: number, width: number) {
  const random = rng(3, { kind: 'generate' })
  const values = new Float64Array(rows * width)
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width - 1; k++)
      values[row * width + k] = random.normal() * (k + 1) + (k > 0 ? 0.7 * (values[row * width + k - 1] as number) : 0)
  return { values, rows, width }
}

test.skipIf(lacks('sklearn')).each([
  [40, 6],
  [7, 12],
])('%i rows of %i values have the covariance, shrinkage, and inverse of scikit-learn', (rows, width) => {
  const data = drawn(rows, width)
  const python = spawnSync(PYTHON, ['-c', SKLEARN], {
    input: JSON.stringify({ ...data, values: [...data.values] }),
    encoding: 'utf8',
  })
  if (python.status !== 0) throw new Error(python.stderr)
  const wanted: { covariance: number[][]; shrinkage: number; inverse: number[][] } = JSON.parse(python.stdout)
  const { triangle, shrinkage } = ledoitWolf(data)
  expect(shrinkage).toBeCloseTo(wanted.shrinkage, 12)
  expect(shrinkage).toBeGreaterThan(0)
  const whitening = whiteningOf(triangle, width) ?? new Float64Array(0)
  const at = (i: number, j: number) => (i * (i + 1)) / 2 + j
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) {
      expect(triangle[at(i, j)]).toBeCloseTo(wanted.covariance[i]?.[j] as number, 10)
      let sum = 0
      for (let k = i; k < width; k++) sum += (whitening[at(k, i)] as number) * (whitening[at(k, j)] as number)
      expect(sum).toBeCloseTo(wanted.inverse[i]?.[j] as number, 8)
    }
})

test('a matrix that is not positive definite has no whitening', () => {
  expect(whiteningOf([1, 2, 1], 2)).toBeUndefined()
})
