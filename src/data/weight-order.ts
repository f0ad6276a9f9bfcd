/** @file Weight order: a set of weights in the order another model of the same layers has them. */
import type { WeightSet } from './job'

/** The set in the order of these specs, as its names say: a layer that is frozen has its weights behind all others. As it is where names differ. */
export function inOrderOf(specs: WeightSet['specs'], set: WeightSet): WeightSet {
  const places = new Map<string, { readonly spec: WeightSet['specs'][number]; readonly at: number }>()
  let end = 0
  for (const spec of set.specs) {
    places.set(spec.name, { spec, at: end })
    end += size(spec.shape)
  }
  const found = specs.flatMap(({ name }) => places.get(name) ?? [])
  if (found.length !== set.specs.length || end !== set.data.length) return set
  const data = new Float32Array(end)
  let to = 0
  for (const { spec, at } of found) {
    const length = size(spec.shape)
    data.set(set.data.subarray(at, at + length), to)
    to += length
  }
  return { specs: found.map(({ spec }) => spec), data }
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
