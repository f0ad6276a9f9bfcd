/** @file Tests of principal components by their defining properties, of UMAP by planted clusters, and of neighbors. */
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { nearestValues, principalComponents, type RowValues, umap } from './embedding'

function finish<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Rows in clusters, whose centers are apart in the first dimensions. */
function clustered(rows: number, width: number, clusters: number): RowValues {
  const random = rng(3, { kind: 'resample', epoch: 0 })
  const values = Float32Array.from(
    { length: rows * width },
    (_, i) => random.uniform() + (i % width === Math.floor(i / width) % clusters ? 3 : 0),
  )
  return { values, rows, width }
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)
const product = (a: ArrayLike<number>, b: ArrayLike<number>) => sum(Array.from(a, (one, i) => one * (b[i] as number)))

test('components of points on a known ellipse are its axes, with a fixed sign', () => {
  // The axes are (3, 4) / 5 and (-4, 3) / 5, with half-lengths 10 and 1.
  const rows = 36
  const points = Array.from({ length: rows }, (_, i) => {
    const [a, b] = [10 * Math.cos((2 * Math.PI * i) / rows), Math.sin((2 * Math.PI * i) / rows)]
    return [0.6 * a - 0.8 * b + 7, 0.8 * a + 0.6 * b - 2]
  })
  const { x, y, shares } = finish(principalComponents({ values: points.flat(), rows, width: 2 }))
  expect(shares).toEqual([expect.closeTo(100 / 101, 12), expect.closeTo(1 / 101, 12)])
  points.forEach((_, i) => {
    expect(x[i]).toBeCloseTo(10 * Math.cos((2 * Math.PI * i) / rows), 9)
    // The largest entry of the second direction, 0.8, is positive.
    expect(y[i]).toBeCloseTo(-Math.sin((2 * Math.PI * i) / rows), 9)
  })
})

test.each([
  [300, 40],
  [20, 300],
  [2, 5],
])('components of %i rows of %i values are uncorrelated, and no direction has more variance', (rows, width) => {
  const data = clustered(rows, width, 3)
  const { x, y, shares } = finish(principalComponents(data))
  expect([sum(x), sum(y), product(x, y)].map((value) => Math.abs(value))).toEqual(
    [0, 0, 0].map(() => expect.closeTo(0, 6)),
  )
  const means = Array.from({ length: width }, (_, k) => {
    let total = 0
    for (let row = 0; row < rows; row++) total += (data.values[row * width + k] as number) / rows
    return total
  })
  const centered = Array.from({ length: rows }, (_, row) =>
    means.map((mean, k) => (data.values[row * width + k] as number) - mean),
  )
  // X Xᵀ x = λ x, so that x is an eigenvector of the Gram matrix.
  for (const [one, share] of [
    [x, shares[0]],
    [y, shares[1]],
  ] as const) {
    const variance = sum(centered.flat().map((value) => value ** 2)) * share
    const image = centered.map((a) => sum(centered.map((b, j) => product(a, b) * (one[j] as number))))
    image.forEach((value, i) => {
      expect(Math.abs(value - variance * (one[i] as number))).toBeLessThan(1e-6 * (variance + 1))
    })
  }
  expect(shares[0]).toBeGreaterThanOrEqual(shares[1])
})

test('UMAP keeps clusters apart, and depends on nothing but the values and the seed', () => {
  const data = clustered(240, 12, 4)
  const plane = finish(umap(data, 1))
  const points = { values: Float64Array.from({ length: 480 }, (_, i) => (i % 2 ? plane.y : plane.x)[i >> 1] as number) }
  const same = Array.from(
    { length: 240 },
    (_, row) =>
      nearestValues(
        { ...points, rows: 240, width: 2 },
        [plane.x[row] as number, plane.y[row] as number],
        11,
        'euclidean',
      ).filter(({ at }) => at % 4 === row % 4 && at !== row).length,
  )
  expect(sum(same) / 2400).toBeGreaterThan(0.97)
  expect(finish(umap(data, 1))).toEqual(plane)
  expect(finish(umap(data, 2))).not.toEqual(plane)
  // Wide values are projected.
  const wide = finish(umap(clustered(60, 200, 3), 1))
  expect([...wide.x, ...wide.y].every(Number.isFinite)).toBe(true)
})

test('equal rows, one row, and no rows are in one place', () => {
  for (const rows of [0, 1, 5]) {
    const { x, y } = finish(principalComponents({ values: new Float32Array(rows * 3).fill(2), rows, width: 3 }))
    expect([...x, ...y]).toEqual(new Array(2 * rows).fill(0))
  }
  const { x, y } = finish(umap({ values: new Float32Array(60).fill(2), rows: 20, width: 3 }, 1))
  expect([...x, ...y].every(Number.isFinite)).toBe(true)
})

test('neighbors by cosine and by Euclidean distance', () => {
  const data = { values: [1, 0, 10, 0.5, 0, 1, 0, 0], rows: 4, width: 2 }
  expect(nearestValues(data, [2, 0], 2, 'euclidean').map(({ at }) => at)).toEqual([0, 3])
  const near = nearestValues(data, [2, 0], 4, 'cosine')
  expect(near.map(({ at }) => at)).toEqual([0, 1, 2, 3])
  expect(near.map(({ distance }) => distance)).toEqual([0, expect.closeTo(1 - 10 / Math.hypot(10, 0.5), 12), 1, 1])
})
