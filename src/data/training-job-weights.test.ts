/** @file Tests that weights are matched by name, regardless of which layers were frozen when they were saved. */
import { expect, test } from 'vitest'
import { reorderWeights, type WeightSet } from './training-job'

const kernel = { name: 'dense_1/kernel', shape: [2, 1] }
const bias = { name: 'dense_1/bias', shape: [1] }
const next = { name: 'dense_2/kernel', shape: [1, 3] }
const set: WeightSet = { specs: [kernel, bias, next], data: Float32Array.of(1, 2, 3, 4, 5, 6) }

test('the weights follow the requested order', () => {
  // The order in which tf.js saves the weights when dense_1 is frozen.
  const frozen = reorderWeights([next, kernel, bias], set)
  expect(frozen).toEqual({ specs: [next, kernel, bias], data: Float32Array.of(4, 5, 6, 1, 2, 3) })
  expect(reorderWeights(set.specs, frozen)).toEqual(set)
})

test('weights with other names, or with too few numbers, are unchanged, so that loading refuses them', () => {
  for (const specs of [
    [kernel, next],
    [kernel, bias, { ...next, name: 'dense_3/kernel' }],
    [kernel, bias, next, next],
  ]) {
    const required = specs.length === 4 ? { specs: [kernel, bias], data: set.data } : set
    expect(reorderWeights(specs, required)).toBe(required)
  }
})
