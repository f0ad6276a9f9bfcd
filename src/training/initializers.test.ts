import { expect, test } from 'vitest'
import { layerKinds, layers } from '../catalog/layers'
import { initialize } from './initial-weights'

/**
 * Compares the mean and standard deviation of many random draws with what Keras's rule predicts for the fan-in and
 * fan-out of this shape.
 */
const SHAPE = [3, 3, 20, 50]
const [FAN_IN, FAN_OUT] = [180, 450]

function initialValues(name: string, shape: readonly number[], seed: number, index: number): Float32Array {
  const out = new Float32Array(shape.reduce((size, n) => size * n, 1))
  initialize(out, name, shape, seed, index)
  return out
}

function moments(values: Float32Array): { mean: number; deviation: number; most: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return {
    mean,
    deviation: Math.sqrt(variance),
    most: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  }
}

test.each([
  ['glorot_uniform', 2 / (FAN_IN + FAN_OUT)],
  ['glorot_normal', 2 / (FAN_IN + FAN_OUT)],
  ['he_uniform', 2 / FAN_IN],
  ['he_normal', 2 / FAN_IN],
  ['le_cun_uniform', 1 / FAN_IN],
  ['leCunNormal', 1 / FAN_IN],
  ['random_normal', 0.05 ** 2],
  ['random_uniform', 0.1 ** 2 / 12],
])('%s has the variance that its fans require', (name, variance) => {
  const { mean, deviation, most } = moments(initialValues(name, SHAPE, 5, 0))
  expect(Math.abs(mean)).toBeLessThan(0.02 * Math.sqrt(variance))
  expect(deviation / Math.sqrt(variance)).toBeCloseTo(1, 1.5)
  if (name.includes('uniform')) expect(most).toBeLessThanOrEqual(Math.sqrt(3 * variance) * 1.000001)
})

test.each([
  [[40, 12], 12],
  [[12, 40], 12],
  [[3, 4, 6], 6],
])('orthogonal %j: rows or columns are orthonormal', (shape, count) => {
  const values = initialValues('orthogonal', shape, 0, 3)
  const columns = shape[shape.length - 1] as number
  const rows = values.length / columns
  const at = (i: number, j: number) => (rows < columns ? values[i * columns + j] : values[j * columns + i]) as number
  const length = Math.max(rows, columns)
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let dot = 0
      for (let j = 0; j < length; j++) dot += at(a, j) * at(b, j)
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 5)
    }
  }
})

test('seed 0 is valid, and every weight of a model gets different numbers', () => {
  const of = (seed: number, index: number) => [...initialValues('he_normal', [4, 4], seed, index)]
  expect(of(0, 0)).toEqual(of(0, 0))
  expect(of(0, 0)).not.toEqual(of(1, 0))
  expect(of(0, 0)).not.toEqual(of(0, 1))
})

test('every initializer of the catalog is known', () => {
  const names = new Set<string>()
  for (const kind of layerKinds) {
    for (const [name, spec] of Object.entries(layers.find(kind)?.params ?? {})) {
      if (name.endsWith('nitializer') && spec.type === 'choice') for (const option of spec.options) names.add(option)
    }
  }
  expect(names.size).toBeGreaterThan(8)
  for (const name of names) expect(() => initialValues(name, [2, 3], 1, 0)).not.toThrow()
  expect(() => initialValues('constructor', [2, 3], 1, 0)).toThrow('no initializer')
})
