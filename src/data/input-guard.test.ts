/** @file The squeezed pixels against scipy, and the share of false alarms that a limit leads to. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { distanceOf, leastScores, limitOf, squeezed } from './input-guard'

const SCIPY = `
import json, sys, numpy as np
from scipy.ndimage import median_filter
g = json.load(sys.stdin)
x = np.array(g["values"]).reshape(3, *g["shape"])
steps = 2 ** g["bits"] - 1
print(json.dumps([np.rint(x * steps).flatten().tolist(), median_filter(x, size=(1, 2, 2, 1), mode="reflect").flatten().tolist()]))
`

test.skipIf(lacks('scipy')).each([
  { shape: [5, 4, 1], bits: 1 },
  { shape: [4, 6, 3], bits: 5 },
])('images of $shape are rounded and smoothed as in scipy', ({ shape, bits }) => {
  const random = rng(4, { kind: 'generate' })
  const size = shape.reduce((a, b) => a * b, 1)
  const shades = Float32Array.from({ length: 3 * size }, () => random.uniform())
  const python = spawnSync(PYTHON, ['-c', SCIPY], {
    input: JSON.stringify({ values: [...shades], shape, bits }),
    encoding: 'utf8',
  })
  if (python.status !== 0) throw new Error(python.stderr)
  const [rounded, smooth]: [number[], number[]] = JSON.parse(python.stdout)
  // The network reads black as -1 and white as 3.
  const range = {
    unit: new Float32Array(size).fill(4),
    low: new Float32Array(size).fill(-1),
    high: new Float32Array(size).fill(3),
  }
  const found = squeezed(
    shades.map((shade) => 4 * shade - 1),
    { range, shape },
    bits,
  )
  const wanted = [rounded.map((step) => (4 * step) / (2 ** bits - 1) - 1), smooth.map((shade) => 4 * shade - 1)]
  found.forEach((values, k) => {
    const apart = Math.max(...Array.from(values, (value, i) => Math.abs(value - (wanted[k]?.[i] as number))))
    expect(apart).toBeLessThan(1e-6)
  })
})

test('a limit leads to its share of false alarms on new scores, on average over many sets', () => {
  const random = rng(5, { kind: 'generate' })
  let above = 0
  const times = 4000
  for (let time = 0; time < times; time++) {
    const limit = limitOf(
      Float64Array.from({ length: 49 }, () => random.uniform()),
      0.1,
    ) as number
    above += 1 - limit
  }
  expect(above / times).toBeCloseTo(0.1, 2)
})

test('a limit needs enough scores', () => {
  expect(leastScores(0.01)).toBe(99)
  expect(
    limitOf(
      Float64Array.from({ length: 99 }, (_, i) => i),
      0.01,
    ),
  ).toBe(98)
  expect(
    limitOf(
      Float64Array.from({ length: 98 }, (_, i) => i),
      0.01,
    ),
  ).toBeUndefined()
})

test('the gradient of a distance spreads over the places that are averaged', () => {
  const random = rng(6, { kind: 'generate' })
  const [width, places] = [3, 4]
  const guard = {
    ...({ method: 'mahalanobis', layer: '', label: '', width } as const),
    whitening: Array.from({ length: 6 }, () => random.normal()),
    centers: Array.from({ length: 2 * width }, () => random.normal()),
  }
  const row = Float32Array.from({ length: places * width }, () => random.normal())
  const { score, gradient } = distanceOf(guard, row)
  const means = Float32Array.from({ length: width }, (_, k) =>
    [0, 1, 2, 3].reduce((sum, place) => sum + (row[place * width + k] as number) / places, 0),
  )
  expect(distanceOf(guard, means).score).toBeCloseTo(score, 5)
  row.forEach((_, i) => {
    const at = (step: number) =>
      distanceOf(
        guard,
        row.map((value, k) => value + (k === i ? step : 0)),
      ).score
    expect((at(0.01) - at(-0.01)) / 0.02).toBeCloseTo(gradient[i] as number, 3)
  })
})
