/** @file buildModel: builds a TensorFlow.js model from Keras JSON, with our own initial weights. */
import type { KerasModel } from '../catalog/keras-json'
import type { WeightSet } from '../data/training-job'
import './custom-layers/dropout'
import { freezeNorms } from './custom-layers/frozen-norm'
import { type Randomness, seedLayers } from './custom-layers/randomness'
import { initialWeights } from './initial-weights'
import { tfl } from './tensorflow'
import { setWeights, specsOf } from './model-weights'

/** Builds the model with the given weights, or with initial weights drawn from the seed. The caller disposes of it. */
export async function buildModel(
  json: KerasModel,
  randomness: Randomness,
  weights: WeightSet | undefined,
): Promise<tfl.LayersModel> {
  const model = await tfl.models.modelFromJSON(
    withoutInitializers(json) as Parameters<typeof tfl.models.modelFromJSON>[0],
  )
  try {
    seedLayers(model, randomness)
    freezeNorms(model)
    if (weights) setWeights(model, weights)
    else setWeights(model, initialWeights(json, specsOf(model), randomness.seed))
  } catch (error) {
    model.dispose()
    throw error
  }
  return model
}

/**
 * Replaces every initializer in the JSON with zeros: TensorFlow.js would waste time on initial values that we
 * overwrite, and its forget-gate bias initializer leaks four tensors per LSTM.
 */
function withoutInitializers(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutInitializers)
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json).map(([key, value]) => {
    if (key === 'unit_forget_bias') return [key, false]
    const drawn = key.endsWith('_initializer') && value !== null
    return [key, drawn ? { class_name: 'Zeros', config: {} } : withoutInitializers(value)]
  })
  return Object.fromEntries(entries)
}
