/** @file Networks with a single layer for the gradient check, covering every layer class that the catalog emits. */
import type { KerasLayer, KerasModel } from '../catalog/keras-json'
import { ACTIVATIONS, WITH_SETTING } from '../formulas/activations'
import type { GradientCase } from './check-gradients'
import { KINDS } from './program/layers'

type Config = Readonly<Record<string, unknown>>

/** A single-layer model with inputs of these shapes. */
function over(class_name: string, config: Config, ...shapes: readonly (readonly number[])[]): KerasModel {
  const inputs = shapes.map(
    (shape, i): KerasLayer => ({
      name: `x${i}`,
      class_name: 'InputLayer',
      config: { name: `x${i}`, batch_input_shape: [null, ...shape], dtype: 'float32' },
      inbound_nodes: [],
    }),
  )
  const layer: KerasLayer = {
    name: 'layer',
    class_name,
    config: { name: 'layer', ...config },
    inbound_nodes: [shapes.map((_, i) => [`x${i}`, 0, 0, {}] as const)],
  }
  return {
    class_name: 'Model',
    config: {
      name: 'case',
      layers: [...inputs, layer],
      input_layers: shapes.map((_, i) => [`x${i}`, 0, 0] as const),
      output_layers: [['layer', 0, 0]],
    },
    keras_version: '2.15.0',
    backend: 'tensor_flow.js',
  }
}

function one(
  name: string,
  class_name: string,
  config: Config,
  ...shapes: readonly (readonly number[])[]
): GradientCase {
  return { name, model: over(class_name, config, ...shapes) }
}

const IMAGE = [5, 6, 2]
const SAME = { kernel_size: [3, 3], padding: 'same' }
const STRIDED = { kernel_size: [3, 2], strides: [2, 2], padding: 'valid' }
/** Every activation of the Activation layer. */
const NAMES = [...ACTIVATIONS.keys(), 'softmax', 'log_softmax'].filter((name) => !WITH_SETTING.has(name))

const WRITTEN_CASES: readonly GradientCase[] = [
  one('dense', 'Dense', { units: 4, activation: 'tanh' }, [5]),
  one('dense over steps', 'Dense', { units: 4, activation: 'relu' }, [3, 5]),
  one('conv 2d, same', 'Conv2D', { filters: 3, activation: 'relu', ...SAME }, IMAGE),
  one('conv 2d, strided', 'Conv2D', { filters: 3, ...STRIDED }, IMAGE),
  one('conv 2d, same and strided', 'Conv2D', { filters: 2, ...SAME, strides: [2, 3] }, IMAGE),
  one('conv 2d, 1×1', 'Conv2D', { filters: 3, kernel_size: [1, 1] }, IMAGE),
  one('conv 2d transpose, same', 'Conv2DTranspose', { filters: 3, ...SAME, strides: [2, 2] }, [3, 4, 2]),
  one('conv 2d transpose, valid', 'Conv2DTranspose', { filters: 2, ...STRIDED }, [3, 4, 2]),
  one('separable conv 2d', 'SeparableConv2D', { filters: 3, depth_multiplier: 2, ...SAME }, IMAGE),
  one('separable conv 2d, strided', 'SeparableConv2D', { filters: 3, kernel_size: [2, 2], strides: [2, 2] }, IMAGE),
  one('depthwise conv 2d', 'DepthwiseConv2D', { depth_multiplier: 2, ...SAME }, IMAGE),
  one(
    'depthwise conv 2d, strided',
    'DepthwiseConv2D',
    { kernel_size: [3, 3], strides: [2, 2], padding: 'valid' },
    IMAGE,
  ),
  one('conv 1d', 'Conv1D', { filters: 3, kernel_size: [3], strides: [2], padding: 'same' }, [7, 2]),
  one('conv 1d, valid', 'Conv1D', { filters: 3, kernel_size: [2], padding: 'valid' }, [6, 2]),
  { ...one('embedding', 'Embedding', { input_dim: 5, output_dim: 3 }, [4]), wholeBelow: 5 },
  one('lstm', 'LSTM', { units: 3, return_sequences: false, unit_forget_bias: true }, [4, 2]),
  one('lstm, sequences', 'LSTM', { units: 3, return_sequences: true, go_backwards: true }, [3, 2]),
  one('gru', 'GRU', { units: 3, reset_after: false }, [4, 2]),
  one('simple rnn', 'SimpleRNN', { units: 3, return_sequences: true }, [4, 2]),
  one('max pool 2d', 'MaxPooling2D', { pool_size: [2, 2] }, IMAGE),
  one('max pool 2d, overlapping', 'MaxPooling2D', { pool_size: [3, 2], strides: [2, 1], padding: 'same' }, IMAGE),
  one('average pool 2d', 'AveragePooling2D', { pool_size: [2, 2] }, IMAGE),
  one(
    'average pool 2d, overlapping',
    'AveragePooling2D',
    { pool_size: [3, 3], strides: [2, 1], padding: 'same' },
    IMAGE,
  ),
  one('max pool 1d', 'MaxPooling1D', { pool_size: [2], strides: [2] }, [6, 3]),
  one('average pool 1d', 'AveragePooling1D', { pool_size: [3], strides: [2], padding: 'same' }, [6, 3]),
  one('global max pool 1d', 'GlobalMaxPooling1D', {}, [5, 3]),
  one('global average pool 1d', 'GlobalAveragePooling1D', {}, [5, 3]),
  one('global max pool 2d', 'GlobalMaxPooling2D', {}, IMAGE),
  one('global average pool 2d', 'GlobalAveragePooling2D', {}, IMAGE),
  one('up-sampling 2d', 'UpSampling2D', { size: [2, 3], interpolation: 'nearest' }, [3, 2, 2]),
  one(
    'zero padding 2d',
    'ZeroPadding2D',
    {
      padding: [
        [1, 2],
        [0, 1],
      ],
    },
    [3, 2, 2],
  ),
  one(
    'cropping 2d',
    'Cropping2D',
    {
      cropping: [
        [1, 1],
        [0, 2],
      ],
    },
    IMAGE,
  ),
  one('batch norm', 'BatchNormalization', { axis: -1, epsilon: 0.001, momentum: 0.9 }, IMAGE),
  one('batch norm of features', 'BatchNormalization', { axis: -1, epsilon: 0.1, momentum: 0.9 }, [4]),
  one('layer norm', 'LayerNormalization', { axis: -1, epsilon: 0.001 }, [3, 5]),
  one('layer norm of features', 'LayerNormalization', { axis: -1, epsilon: 0.001 }, [5]),
  one('dropout', 'Dropout', { rate: 0.4 }, [8]),
  one('flatten', 'Flatten', {}, [2, 3]),
  one('reshape', 'Reshape', { target_shape: [3, 2] }, [2, 3]),
  one('permute', 'Permute', { dims: [2, 3, 1] }, [2, 3, 2]),
  one('repeat vector', 'RepeatVector', { n: 3 }, [4]),
  one('leaky relu', 'LeakyReLU', { alpha: 0.3 }, [8]),
  ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((name) =>
    one(name.toLowerCase(), name, {}, [4], [4], [4]),
  ),
  one('concatenate', 'Concatenate', { axis: -1 }, [2, 3], [2, 4]),
  ...NAMES.map((activation) => one(`activation ${activation}`, 'Activation', { activation }, [3, 5])),
]

/** The cases above, and the examples of layer classes that bring their own. */
export const GRADIENT_CASES: readonly GradientCase[] = [
  ...WRITTEN_CASES,
  ...Object.entries(KINDS).flatMap(([className, { example }]) =>
    example ? [one(className, className, example.config, ...example.inputs)] : [],
  ),
]
