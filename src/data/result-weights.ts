/** @file resultWeights: the final weights of a training: the moving average if there is one, otherwise the weights themselves. */
import type { EngineState, WeightSet } from './training-job'

/** The weights for prediction, validation and saving. Trainable weights come first in every set of weights, as in the average. */
export function resultWeights({ weights, average }: Pick<EngineState, 'weights' | 'average'>): WeightSet {
  if (!average) return weights
  const data = weights.data.slice()
  data.set(average)
  return { specs: weights.specs, data }
}
