/**
 * @file resultWeights: the final weights after training, which are the moving average if one is kept, and otherwise the
 * current weights.
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
