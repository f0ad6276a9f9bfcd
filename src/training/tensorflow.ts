/**
 * @file The only module that imports TensorFlow.js. The import order matters: gradients and chained ops register
 * themselves with a core that must already be loaded, and recurrent layers call chained ops.
 */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import * as tfl from '@tensorflow/tfjs-layers'

export { tf, tfl }
