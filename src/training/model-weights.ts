/** @file Weights: reads, sets, hashes and checks the weights of a model, always in the order of `model.weights`. */
import type { WeightsMisfit } from '../messages/en/training'
import { message, Refusal } from '../messages/message'
import { concatFloat32 } from '../base/bytes'
import { hashArrays } from '../base/hash'
import type { WeightSet } from '../data/training-job'
import { tf, type tfl } from './tensorflow'

/** A copy of a model's weights. */
export async function readWeights(model: tfl.LayersModel): Promise<WeightSet> {
  const specs = specsOf(model)
  const parts = await Promise.all(model.weights.map((weight) => weight.read().data()))
  const data = new Float32Array(specs.reduce((size, { shape }) => size + sizeOf(shape), 0))
  let at = 0
  for (const part of parts) {
    data.set(part, at)
    at += part.length
  }
  return { specs, data }
}

/** Throws a Refusal if the names, shapes or length of the weights differ from the specs. */
export function refuseOtherWeights(specs: WeightSet['specs'], set: WeightSet): void {
  const refuse = (why: WeightsMisfit): never => {
    throw new Refusal(message('weights-do-not-fit', { why }))
  }
  if (set.specs.length !== specs.length) refuse({ of: 'tensors', expected: specs.length, got: set.specs.length })
  specs.forEach((spec, i) => {
    const given = set.specs[i]
    if (!given || given.name !== spec.name) refuse({ of: 'name', expected: spec.name, got: given?.name ?? '' })
    else if (String(given.shape) !== String(spec.shape))
      refuse({ of: 'shape', weight: spec.name, expected: spec.shape, got: given.shape })
  })
  const size = specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  if (set.data.length !== size) refuse({ of: 'numbers', expected: size, got: set.data.length })
}

/** Sets every weight. Throws a Refusal if the weights belong to another model. */
export function setWeights(model: tfl.LayersModel, set: WeightSet): void {
  const specs = specsOf(model)
  refuseOtherWeights(specs, set)
  let at = 0
  model.weights.forEach((weight, i) => {
    const { shape } = specs[i] as WeightSet['specs'][number]
    const value = tf.tensor(set.data.slice(at, at + sizeOf(shape)), [...shape], 'float32')
    at += sizeOf(shape)
    weight.write(value)
    value.dispose()
  })
}

/** The weights of these layers. */
export function weightsIn({ specs, data }: WeightSet, layers: readonly string[]): WeightSet {
  let at = 0
  const found = specs.flatMap((spec) => {
    const from = at
    at += sizeOf(spec.shape)
    return layers.includes(spec.name.split('/')[0] as string) ? [{ spec, values: data.subarray(from, at) }] : []
  })
  return { specs: found.map(({ spec }) => spec), data: concatFloat32(found.map(({ values }) => values)) }
}

/** SHA-256 of all weights, concatenated as little-endian float32. */
export function hashWeights(set: WeightSet): string {
  return hashArrays([set.data])
}

/** Returns the first of these layers that has a non-finite weight; '' if all weights are finite. */
export function firstNotFinite(layers: readonly string[], set: WeightSet): string {
  let at = 0
  const bad = new Set<string>()
  set.specs.forEach(({ name, shape }) => {
    const size = sizeOf(shape)
    for (let i = at; i < at + size; i++) {
      if (Number.isFinite(set.data[i])) continue
      bad.add(name.split('/')[0] as string)
      break
    }
    at += size
  })
  return layers.find((name) => bad.has(name)) ?? [...bad][0] ?? ''
}

/** Whether every weight is a finite number. */
export function allFinite(set: WeightSet): boolean {
  return set.data.every(Number.isFinite)
}

/** The names and shapes of a model's weights, in the model's order. */
export function specsOf(model: tfl.LayersModel): WeightSet['specs'] {
  return model.weights.map(({ originalName, shape }) => ({ name: originalName, shape: shape as number[] }))
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
