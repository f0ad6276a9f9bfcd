/** @file resultWeights: the weights a training has come to: the moving average where one is kept, else the weights themselves. */
import type { EngineState, WeightSet } from './job'

/** The weights to predict, validate and save with. Trainable weights come first in every set, as in the average. */
export function resultWeights({ weights, average }: Pick<EngineState, 'weights' | 'average'>): WeightSet {
  if (!average) return weights
  const data = weights.data.slice()
  data.set(average)
  return { specs: weights.specs, data }
}
