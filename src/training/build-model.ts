/** @file buildModel: Keras JSON to a tf.js model with our own initial weights. */
import type { KerasModel } from '../catalog/lowered'
import type { WeightSet } from '../data/job'
import './custom/dropout'
import { freezeNorms } from './custom/frozen-norm'
import { type Randomness, seedLayers } from './custom/randomness'
import { type InitializerJson, initialValues } from './initializers'
import { tf, tfl } from './tf'
import { setWeights } from './weights'

/** Builds the model with these weights, or with fresh ones of the seed. The caller disposes it. */
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
    else setInitialWeights(model, json, randomness.seed)
  } catch (error) {
    model.dispose()
    throw error
  }
  return model
}

/**
 * The JSON with every initializer zeros: tf.js would spend time on numbers that are replaced at once, and its own forget-gate
 * bias leaves four tensors behind with every LSTM.
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

/** The initializer parameter of each of a layer's weights whose name does not give it away. */
const PARAM_OF: Readonly<Record<string, string>> = {
  kernel: 'kernel_initializer',
  bias: 'bias_initializer',
  recurrent_kernel: 'recurrent_initializer',
  depthwise_kernel: 'depthwise_initializer',
  pointwise_kernel: 'pointwise_initializer',
}

function setInitialWeights(model: tfl.LayersModel, json: KerasModel, seed: number): void {
  const configs = new Map(json.config.layers.map((layer) => [layer.name, layer.config]))
  model.weights.forEach((weight, index) => {
    const path = weight.originalName.split('/')
    const config = configs.get(path[0] as string) ?? {}
    const own = path[path.length - 1] as string
    const shape = weight.shape as number[]
    const initializer = config[PARAM_OF[own] ?? `${own}_initializer`] ?? USUAL[own] ?? 'zeros'
    const values = initialValues(initializer as InitializerJson, shape, seed, index)
    // Keras' LSTM starts with its forget gates open: the second of the four parts of the bias is one.
    const units = shape[0] === undefined ? 0 : shape[0] / 4
    if (own === 'bias' && config.unit_forget_bias === true) values.fill(1, units, 2 * units)
    const value = tf.tensor(values, shape)
    weight.write(value)
    value.dispose()
  })
}

/** What a weight begins with when the JSON leaves it open. */
const USUAL: Readonly<Record<string, string>> = { gamma: 'ones', moving_variance: 'ones' }
