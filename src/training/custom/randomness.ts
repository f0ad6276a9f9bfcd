/** @file Where a model's layers find their random numbers: the seed of the run, the step it is at, and each layer's place in the model. */
import type { tfl } from '../tf'

export interface Randomness {
  seed: number
  /** Steps done since the run's first epoch. */
  step: number
}

const owners = new WeakMap<object, { readonly randomness: Randomness; readonly place: number }>()

/** Gives every layer of a model its place and the run's randomness. */
export function seedLayers(model: tfl.LayersModel, randomness: Randomness): void {
  model.layers.forEach((layer, place) => {
    owners.set(layer, { randomness, place })
  })
}

/** The numbers a layer draws from now. Throws for a layer that was not seeded: it would repeat itself. */
export function randomnessOf(layer: object): { readonly seed: number; readonly step: number; readonly place: number } {
  const owner = owners.get(layer)
  if (!owner) throw new Error('a layer draws before its model was seeded')
  return { ...owner.randomness, place: owner.place }
}
