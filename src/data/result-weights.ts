/**
 * @file resultWeights: the final weights after training: the moving average if there is one, otherwise the current
 * weights.
 */
import type { EngineState, WeightSet } from './training-job'

/**
 * The weights for prediction, validation and saving. In every weight set the trainable weights come first, and the
 * average contains only these.
 */
export function resultWeights({ weights, average }: Pick<EngineState, 'weights' | 'average'>): WeightSet {
  if (!average) return weights
  const data = weights.data.slice()
  data.set(average)
  return { specs: weights.specs, data }
}
