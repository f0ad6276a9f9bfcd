/**
 * @file initialWeights: derives the initial weights of a network from its JSON and the seed; they are the same for
 * every engine.
 */
import type { KerasModel } from '../catalog/keras-json'
import type { WeightSet } from '../data/training-job'
import { type InitializerJson, initialValues } from './initializers'

/** The name of the initializer field, for weights whose initializer field does not follow the naming pattern. */
const PARAM_OF: Readonly<Record<string, string>> = {
  kernel: 'kernel_initializer',
  bias: 'bias_initializer',
  recurrent_kernel: 'recurrent_initializer',
  depthwise_kernel: 'depthwise_initializer',
  pointwise_kernel: 'pointwise_initializer',
}

/** Default initializers for weights that have no initializer in the JSON. */
const USUAL: Readonly<Record<string, string>> = { gamma: 'ones', moving_variance: 'ones' }

/** Returns initial weights with these names and shapes, which must match the model's weights, in the same order. */
export function initialWeights(json: KerasModel, specs: WeightSet['specs'], seed: number): WeightSet {
  const configs = new Map(json.config.layers.map((layer) => [layer.name, layer.config]))
  const parts = specs.map(({ name, shape }, index) => {
    const path = name.split('/')
    const config = configs.get(path[0] as string) ?? {}
    const own = path[path.length - 1] as string
    const initializer = config[PARAM_OF[own] ?? `${own}_initializer`] ?? USUAL[own] ?? 'zeros'
    const values = initialValues(initializer as InitializerJson, shape, seed, index)
    // Keras initializes the forget gates of LSTMs as open: the second quarter of the bias is 1.
    const units = shape[0] === undefined ? 0 : shape[0] / 4
    if (own === 'bias' && config.unit_forget_bias === true) values.fill(1, units, 2 * units)
    return values
  })
  const data = new Float32Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    data.set(part, at)
    at += part.length
  }
  return { specs, data }
}
