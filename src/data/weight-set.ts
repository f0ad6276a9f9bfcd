/**
 * @file Weight sets: the final weights of a training run, and reordering a set to match another model with the same
 * layers.
 */
import type { EngineState, WeightSet } from './training-job'

/**
 * The weights to use for prediction, validation and saving. In every weight set, the trainable weights come first; the
 * moving average contains only these.
 */
export function resultWeights({ weights, average }: Pick<EngineState, 'weights' | 'average'>): WeightSet {
  if (!average) return weights
  const data = weights.data.slice()
  data.set(average)
  return { specs: weights.specs, data }
}

/**
 * Reorders a weight set to match these specs by name, which is needed because the weights of a frozen layer come after
 * all others. The set is returned unchanged if the names differ.
 */
export function reorderWeights(specs: WeightSet['specs'], set: WeightSet): WeightSet {
  const positions = new Map<string, { readonly spec: WeightSet['specs'][number]; readonly at: number }>()
  let end = 0
  for (const spec of set.specs) {
    positions.set(spec.name, { spec, at: end })
    end += size(spec.shape)
  }
  const matches = specs.flatMap(({ name }) => positions.get(name) ?? [])
  if (matches.length !== set.specs.length || end !== set.data.length) return set
  const data = new Float32Array(end)
  let to = 0
  for (const { spec, at } of matches) {
    const length = size(spec.shape)
    data.set(set.data.subarray(at, at + length), to)
    to += length
  }
  return { specs: matches.map(({ spec }) => spec), data }
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
