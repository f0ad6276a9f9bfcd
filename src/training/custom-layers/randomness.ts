/** @file Randomness of a model's layers: the seed of the run, its current step, and the index of each layer. */
import type { tfl } from '../tensorflow'

export interface Randomness {
  seed: number
  /** Number of steps since the start of the run's first epoch. */
  step: number
}

const owners = new WeakMap<object, { readonly randomness: Randomness; readonly place: number }>()

/** Assigns every layer of a model its index and the run's randomness. */
export function seedLayers(model: tfl.LayersModel, randomness: Randomness): void {
  model.layers.forEach((layer, place) => {
    owners.set(layer, { randomness, place })
  })
}

/**
 * The seed, step and index that a layer draws its random numbers from. Throws if the layer has none, because it would
 * otherwise draw the same numbers in every step.
 */
export function randomnessOf(layer: object): { readonly seed: number; readonly step: number; readonly place: number } {
  const owner = owners.get(layer)
  if (!owner) throw new Error('a layer draws before its model was seeded')
  return { ...owner.randomness, place: owner.place }
}
