/** @file All engines of the benchmark. */
import type { Peer } from '../contest'
import { brain } from './brain'
import { convnet } from './convnet'
import { jax } from './jax'
import { netloom } from './netloom'
import { playgroundLoop } from './playground-loop'
import { tfjs } from './tfjs'

const LAYERS = ['perceptron', 'cnn', 'lstm', 'playground']
/** Tasks small enough for the software adapter of a machine without a GPU. */
const SMALL = ['perceptron', 'cnn-12', 'lstm', 'playground']
/** The tasks that unpatched tf.js WASM can train: it ships without the gradient of a convolution. */
const SHIPPED = ['perceptron', 'lstm', 'playground']

export const peers: readonly Peer[] = [
  netloom('wasm'),
  netloom('webgpu'),
  jax('wasm'),
  jax('webgpu'),
  tfjs('wasm', 'fit', 'shipped', SHIPPED),
  tfjs('wasm', 'loop', 'shipped', SHIPPED),
  tfjs('wasm', 'fit', 'patched', ['perceptron', 'cnn']),
  tfjs('wasm', 'loop', 'patched', [...LAYERS, 'cnn-12', 'gpt']),
  tfjs('cpu', 'loop', 'shipped', [...LAYERS, 'gpt']),
  tfjs('webgpu', 'fit', 'shipped', SMALL),
  tfjs('webgpu', 'loop', 'shipped', [...SMALL, 'gpt']),
  tfjs('webgl', 'loop', 'shipped', ['perceptron', 'cnn']),
  convnet,
  brain,
  playgroundLoop,
]
