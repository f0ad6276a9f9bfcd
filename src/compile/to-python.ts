/**
 * @file toPython: a Keras model's JSON as Keras 3 source a person can read, one line a layer. Only layers and arguments that the
 * catalog lowers to are written, so a model from a stranger's file cannot put anything else into it.
 */
import { assert } from '../base/assert'
import { shapeWords } from '../base/messages/words'
import type { Shape } from '../catalog/layer-def'
import type { KerasLayer, KerasModel } from '../catalog/lowered'
import { argumentsOf, type CodeLine, INITIALIZERS, isOnes, plain, sourceOf, variablesOf } from './code'
import { literal } from './python-literal'

/** Source that leaves the model in `model`. `shapes`: the result of each layer by name, written beside it. */
export function toPython(model: KerasModel, shapes?: ReadonlyMap<string, Shape>): string {
  return sourceOf(pythonLines(model, shapes))
}

/** The same, line by line. */
export function pythonLines(
  { config }: KerasModel,
  shapes: ReadonlyMap<string, Shape> = new Map(),
): readonly CodeLine[] {
  const variable = variablesOf(config.layers)
  const lines = config.layers.map((layer) => {
    const shape = shapes.get(layer.name)
    return { text: `${lineOf(layer, variable)}${shape ? `  # ${shapeWords(shape)}` : ''}`, layer: layer.name }
  })
  const body = lines.map(({ text }) => text).join('\n')
  const imports = ['initializers', 'layers', 'regularizers'].filter((name) => body.includes(`${name}.`))
  const ends = (those: readonly (readonly [string, 0, 0])[]) => `[${those.map(([name]) => variable(name)).join(', ')}]`
  return [
    ...plain(
      '"""A Keras model, drawn in Netloom. Run it to see its layers; load_weights.py puts its weights in."""',
      'import keras',
      ...(imports.length > 0 ? [`from keras import ${imports.join(', ')}`] : []),
      ...(body.includes(HARD_SIGMOID) ? HELPER : []),
      '',
    ),
    ...lines,
    ...plain(
      '',
      `model = keras.Model(inputs=${ends(config.input_layers)}, outputs=${ends(config.output_layers)}, name=${literal(config.name)})`,
      '',
      'if __name__ == "__main__":',
      '    model.summary()',
    ),
  ]
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

function lineOf(layer: KerasLayer, variable: (name: string) => string): string {
  const name = literal(layer.name)
  if (layer.class_name === 'InputLayer') {
    const shape = (layer.config.batch_input_shape as readonly unknown[]).slice(1)
    return `${variable(layer.name)} = keras.Input(shape=${literal(shape)}, name=${name})`
  }
  const given = argumentsOf(layer.class_name)
    .filter((key) => Object.hasOwn(layer.config, key) && !usual(layer, key))
    .map((key) => `${RENAMED[key] ?? key}=${argument(key, layer.config[key])}`)
  const from = layer.inbound_nodes.flat().map(([one]) => variable(one))
  const on = from.length === 1 ? (from[0] ?? '') : `[${from.join(', ')}]`
  return `${variable(layer.name)} = layers.${layer.class_name}(${[...given, `name=${name}`].join(', ')})(${on})`
}

function usual(layer: KerasLayer, key: string): boolean {
  const value = layer.config[key]
  // A layer that is nothing but its activation asks for one; recurrent layers take tanh by themselves, the others nothing.
  if (key === 'activation' && layer.class_name === 'Activation') return false
  if (key === 'activation') return value === 'linear' && !('recurrent_initializer' in layer.config)
  if (key === 'dilation_rate' || (key === 'strides' && layer.class_name.includes('Conv'))) return isOnes(value)
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
