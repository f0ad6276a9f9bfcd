/**
 * @file The activation of a layer: the function applied to its outputs. Names are as in tf.js; Keras JSON uses
 * snake_case.
 */
import { layersText } from '../../../messages/en/catalog/layers'
import { DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import type { LayerMemory } from '../../layer-def'
import { choice } from '../../params'

/**
 * All activations of tf.js except `gelu_new`, because the JSON reader of tf.js changes this name to one that tf.js does
 * not have.
 */
export const ACTIVATIONS = [
  'linear',
  'relu',
  'relu6',
  'sigmoid',
  'tanh',
  'softmax',
  'elu',
  'selu',
  'gelu',
  'swish',
  'mish',
  'softplus',
  'softsign',
  'hardSigmoid',
  'logSoftmax',
] as const

export const activation = choice({
  ...layersText.params.activation,
  options: ACTIVATIONS,
  default: 'linear',
})

/** The memory of a layer with an activation. Most derivatives follow from the result; for others, the sum is kept. */
export function activatedMemory(size: number, activation: string): LayerMemory {
  return { forward: DERIVATIVE_FROM_RESULT.has(snake(activation)) ? size : 2 * size, backward: size }
}

/** The name of an activation in Keras JSON: hardSigmoid becomes hard_sigmoid. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The settings shown on a layer's node, followed by the layer's activation unless that is linear. */
export function withActivation(text: string, activation: string): string {
  return activation === 'linear' ? text : layersText.glance.withActivation({ text, activation })
}
