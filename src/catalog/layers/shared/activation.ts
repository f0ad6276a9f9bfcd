/** @file The activation of a layer: which function bends its sums. Names as tf.js has them; the JSON wants snake_case. */
import { choice } from '../../params'

/** All of tf.js's, less `gelu_new`, whose name its JSON reader turns into one it does not know. */
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
  label: 'Activation',
  options: ACTIVATIONS,
  default: 'linear',
  help: 'The function each result goes through; "linear" leaves it as it is.',
})

/** A tf.js name as Keras JSON spells it: hardSigmoid is hard_sigmoid. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** An activation in a node's few words: nothing where it does nothing. */
export function withActivation(words: string, name: string): string {
  return name === 'linear' ? words : `${words}, ${name}`
}
