/** @file Who takes part in the benchmark. */
import type { Peer } from '../contest'
import { brain } from './brain'
import { convnet } from './convnet'
import { jax } from './jax'
import { netloom } from './netloom'
import { playgroundLoop } from './playground-loop'
import { tfjs } from './tfjs'

const LAYERS = ['perceptron', 'cnn', 'lstm', 'playground']
/** What the software adapter of a machine without a GPU can do in the time there is. */
const SMALL = ['perceptron', 'cnn-12', 'lstm', 'playground']
/** As it ships, tf.js WASM has no gradient of a convolution. */
const SHIPPED = ['perceptron', 'lstm', 'playground']

export const peers: readonly Peer[] = [
  netloom('wasm'),
  netloom('webgpu'),
  jax('wasm'),
  jax('webgpu'),
  tfjs('wasm', 'fit', 'shipped', SHIPPED),
  tfjs('wasm', 'loop', 'shipped', SHIPPED),
  tfjs('wasm', 'fit', 'mended', ['perceptron', 'cnn']),
  tfjs('wasm', 'loop', 'mended', [...LAYERS, 'cnn-12', 'gpt']),
  tfjs('cpu', 'loop', 'shipped', [...LAYERS, 'gpt']),
  tfjs('webgpu', 'fit', 'shipped', SMALL),
  tfjs('webgpu', 'loop', 'shipped', [...SMALL, 'gpt']),
  tfjs('webgl', 'loop', 'shipped', ['perceptron', 'cnn']),
  convnet,
  brain,
  playgroundLoop,
]
