/**
 * @file toTypeScript: a Keras model's JSON as TypeScript for TensorFlow.js that a person can read, one line a layer. As in Python, only
 * layers and arguments that the catalog lowers to are written.
 */
import { assert } from '../base/assert'
import { shapeWords } from '../base/messages/words'
import type { Shape } from '../catalog/layer-def'
import type { KerasLayer, KerasModel } from '../catalog/lowered'
import { argumentsOf, type CodeLine, INITIALIZERS, isOnes, plain, sourceOf, variablesOf } from './code'
import { quoted } from './python-literal'

/** Source of a module that exports the model as `model`. `shapes`: the result of each layer by name, written beside it. */
export function toTypeScript(model: KerasModel, shapes?: ReadonlyMap<string, Shape>): string {
  return sourceOf(typescriptLines(model, shapes))
}

/** The same, line by line. */
export function typescriptLines(
  { config }: KerasModel,
  shapes: ReadonlyMap<string, Shape> = new Map(),
): readonly CodeLine[] {
  const variable = variablesOf(config.layers)
  const lines = config.layers.map((layer) => {
    const shape = shapes.get(layer.name)
    return { text: `${lineOf(layer, variable)}${shape ? ` // ${shapeWords(shape)}` : ''}`, layer: layer.name }
  })
  const ends = (those: readonly (readonly [string, 0, 0])[]) => `[${those.map(([name]) => variable(name)).join(', ')}]`
  return [
    ...plain('/** A TensorFlow.js model, drawn in Netloom. */', "import * as tf from '@tensorflow/tfjs'", ''),
    ...lines,
    ...plain(
      '',
      `export const model = tf.model({ inputs: ${ends(config.input_layers)}, outputs: ${ends(config.output_layers)}, name: ${quoted(config.name)} })`,
    ),
  ]
}

/**
 * Argument values that tf.js takes by itself in every layer that has them: left out, so that the rest stands out. What Keras takes by
 * itself and tf.js does not (an LSTM's unitForgetBias, Glorot's uniform kernels) is written.
 */
const USUAL: Readonly<Record<string, unknown>> = {
  trainable: true,
  use_bias: true,
  bias_initializer: 'zeros',
  kernel_regularizer: null,
  padding: 'valid',
  recurrent_initializer: 'orthogonal',
  depth_multiplier: 1,
  return_sequences: false,
  interpolation: 'nearest',
  // Its types do not know it, and it has no other.
  reset_after: false,
  center: true,
  scale: true,
  axis: -1,
  data_format: 'channels_last',
  mask_zero: false,
  dropout: 0,
  recurrent_dropout: 0,
  return_state: false,
  go_backwards: false,
  stateful: false,
  unroll: false,
  beta_initializer: 'zeros',
  gamma_initializer: 'ones',
  moving_mean_initializer: 'zeros',
  moving_variance_initializer: 'ones',
}

/** Makers whose names do not follow from their class. */
const MAKERS: Readonly<Record<string, string>> = { LSTM: 'lstm', GRU: 'gru', Cropping2D: 'cropping2D' }

/** The function of tf.layers that makes a class: MaxPooling2D is maxPooling2d. */
function makerOf(className: string): string {
  if (Object.hasOwn(MAKERS, className)) return MAKERS[className] as string
  return `${className.charAt(0).toLowerCase()}${className.slice(1)}`.replace(/(\d)D/, '$1d')
}

function lineOf(layer: KerasLayer, variable: (name: string) => string): string {
  const name = `name: ${quoted(layer.name)}`
  if (layer.class_name === 'InputLayer') {
    const shape = (layer.config.batch_input_shape as readonly unknown[]).slice(1)
    return `const ${variable(layer.name)} = tf.input({ shape: ${literal(shape)}, ${name} })`
  }
  const given = argumentsOf(layer.class_name)
    .filter((key) => Object.hasOwn(layer.config, key) && !usual(layer, key))
    .map((key) => `${camelCase(key)}: ${argument(layer.config[key])}`)
  const from = layer.inbound_nodes.flat().map(([one]) => variable(one))
  const on = from.length === 1 ? (from[0] ?? '') : `[${from.join(', ')}]`
  const made = `tf.layers.${makerOf(layer.class_name)}({ ${[...given, name].join(', ')} })`
  // What apply gives depends on what it gets, which its type cannot say.
  return `const ${variable(layer.name)} = ${made}.apply(${on}) as tf.SymbolicTensor`
}

function usual(layer: KerasLayer, key: string): boolean {
  const value = layer.config[key]
  // A layer that is nothing but its activation asks for one; recurrent layers take tanh by themselves, the others nothing.
  if (key === 'activation' && layer.class_name === 'Activation') return false
  if (key === 'activation') return value === 'linear' && !('recurrent_initializer' in layer.config)
  if (key === 'dilation_rate' || (key === 'strides' && layer.class_name.includes('Conv'))) return isOnes(value)
  return Object.hasOwn(USUAL, key) && USUAL[key] === value
}

function argument(value: unknown): string {
  // What tf.js reads from JSON it renames so; its own arguments are named so from the start.
  // Its types forgot one activation that it has.
  if (value === 'log_softmax') return '"logSoftmax" as never'
  if (typeof value === 'string') return quoted(camelCase(value))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return literal(value)
  const { class_name, config } = value as { class_name: string; config: Readonly<Record<string, unknown>> }
  if (class_name === 'L1L2') return `tf.regularizers.l1l2({ l1: ${literal(config.l1)}, l2: ${literal(config.l2)} })`
  assert(Object.hasOwn(INITIALIZERS, class_name), `no TypeScript for ${class_name}`)
  const numbers = (INITIALIZERS[class_name] ?? []).map((name) => `${name}: ${literal(config[name])}`)
  return `tf.initializers.${makerOf(class_name)}({ ${numbers.join(', ')} })`
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  assert(Array.isArray(value), `no TypeScript for ${typeof value}`)
  return `[${value.map(literal).join(', ')}]`
}

/** kernel_size is kernelSize. */
function camelCase(text: string): string {
  return text.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase())
}
