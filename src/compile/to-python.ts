/**
 * @file toPython: a Keras model's JSON as Keras 3 source a person can read, one line a layer. Only layers and arguments that the
 * catalog lowers to are written, so a model from a stranger's file cannot put anything else into it.
 */
import { assert, present } from '../base/assert'
import { shapeWords } from '../base/messages/words'
import type { Shape } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import type { KerasLayer, KerasModel } from '../catalog/lowered'
import { defaultsOf } from '../catalog/params'
import { identifier, literal } from './python-literal'

/** Source that leaves the model in `model`. `shapes`: the result of each layer by name, written beside it. */
export function toPython({ config }: KerasModel, shapes: ReadonlyMap<string, Shape> = new Map()): string {
  const variables = variablesOf(config.layers)
  const variable = (name: string) => present(variables.get(name), `the layer ${name}`)
  const lines = config.layers.map((layer) => {
    const shape = shapes.get(layer.name)
    return `${lineOf(layer, variable)}${shape ? `  # ${shapeWords(shape)}` : ''}`
  })
  const body = lines.join('\n')
  const imports = ['initializers', 'layers', 'regularizers'].filter((name) => body.includes(`${name}.`))
  const ends = (those: readonly (readonly [string, 0, 0])[]) => `[${those.map(([name]) => variable(name)).join(', ')}]`
  return [
    '"""A Keras model, drawn in Netloom. Run it to see its layers; load_weights.py puts its weights in."""',
    'import keras',
    ...(imports.length > 0 ? [`from keras import ${imports.join(', ')}`] : []),
    ...(body.includes(HARD_SIGMOID) ? HELPER : []),
    '',
    body,
    '',
    `model = keras.Model(inputs=${ends(config.input_layers)}, outputs=${ends(config.output_layers)}, name=${literal(config.name)})`,
    '',
    'if __name__ == "__main__":',
    '    model.summary()',
    '',
  ].join('\n')
}

const HARD_SIGMOID = 'netloom_hard_sigmoid'
const HELPER = [
  '',
  '',
  `def ${HARD_SIGMOID}(x):`,
  '    # As Keras 2 and TensorFlow.js have it; that of Keras 3 has another slope.',
  '    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)',
  '',
]

/** The arguments each class of layer is written with: those the catalog lowers to. Read once, when first needed. */
function argumentsOf(className: string): readonly string[] | undefined {
  known ??= new Map(
    layerKinds.map((kind) => {
      const def = present(layers.find(kind), `the layer ${kind}`)
      const { class_name, config } = def.keras(defaultsOf(def.params), [])
      return [class_name, Object.keys(config)] as const
    }),
  )
  return known.get(className)
}
let known: ReadonlyMap<string, readonly string[]> | undefined

/** Argument values that Keras 3 takes by itself in every layer that has them: left out, so that the rest stands out. */
const USUAL: Readonly<Record<string, unknown>> = {
  trainable: true,
  use_bias: true,
  bias_initializer: 'zeros',
  kernel_regularizer: null,
  padding: 'valid',
  kernel_initializer: 'glorot_uniform',
  depthwise_initializer: 'glorot_uniform',
  pointwise_initializer: 'glorot_uniform',
  recurrent_initializer: 'orthogonal',
  depth_multiplier: 1,
  return_sequences: false,
  unit_forget_bias: true,
  interpolation: 'nearest',
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

/** Keras 3's names for what Keras 2 called otherwise. */
const RENAMED: Readonly<Record<string, string>> = { alpha: 'negative_slope' }

const INITIALIZERS: Readonly<Record<string, readonly string[]>> = {
  RandomUniform: ['minval', 'maxval'],
  RandomNormal: ['mean', 'stddev'],
  TruncatedNormal: ['mean', 'stddev'],
}

function lineOf(layer: KerasLayer, variable: (name: string) => string): string {
  const name = literal(layer.name)
  if (layer.class_name === 'InputLayer') {
    const shape = (layer.config.batch_input_shape as readonly unknown[]).slice(1)
    return `${variable(layer.name)} = keras.Input(shape=${literal(shape)}, name=${name})`
  }
  const given = present(argumentsOf(layer.class_name), `Python for the layer ${layer.class_name}`)
    .filter((key) => Object.hasOwn(layer.config, key) && !usual(layer, key))
    .map((key) => `${RENAMED[key] ?? key}=${argument(key, layer.config[key])}`)
  const from = layer.inbound_nodes.flat().map(([one]) => variable(one))
  const on = from.length === 1 ? (from[0] ?? '') : `[${from.join(', ')}]`
  return `${variable(layer.name)} = layers.${layer.class_name}(${[...given, `name=${name}`].join(', ')})(${on})`
}

function usual(layer: KerasLayer, key: string): boolean {
  const value = layer.config[key]
  // Recurrent layers take tanh by themselves, the others nothing.
  if (key === 'activation') return value === 'linear' && !('recurrent_initializer' in layer.config)
  if (key === 'dilation_rate' || (key === 'strides' && layer.class_name.includes('Conv'))) {
    return Array.isArray(value) && value.every((n) => n === 1)
  }
  return Object.hasOwn(USUAL, key) && USUAL[key] === value
}

function argument(key: string, value: unknown): string {
  if (key.endsWith('activation')) return value === 'hard_sigmoid' ? HARD_SIGMOID : literal(value)
  if (key.endsWith('initializer') && typeof value === 'string') return literal(value.replace('le_cun', 'lecun'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return literal(value)
  const { class_name, config } = value as { class_name: string; config: Readonly<Record<string, unknown>> }
  if (class_name === 'L1L2') return `regularizers.L1L2(l1=${literal(config.l1)}, l2=${literal(config.l2)})`
  assert(Object.hasOwn(INITIALIZERS, class_name), `no Python for ${class_name}`)
  const numbers = (INITIALIZERS[class_name] ?? []).map((name) => `${name}=${literal(config[name])}`)
  return `initializers.${class_name}(${numbers.join(', ')})`
}

/** A Python variable for each layer: its own name where that is one of ours, else a number. */
function variablesOf(all: readonly KerasLayer[]): ReadonlyMap<string, string> {
  return new Map(all.map(({ name }, at) => [name, identifier(name) ?? `layer${at + 1}`]))
}
