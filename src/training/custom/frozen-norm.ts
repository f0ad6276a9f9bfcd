/**
 * @file freezeNorms: a frozen BatchNormalization normalizes with its moving statistics and does not update them, as in
 * Keras. In TensorFlow.js it would.
 */
import type { tfl } from '../tf'

/** Makes every frozen batch normalization of a model run as for predictions, also during training. */
export function freezeNorms(model: tfl.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.trainable || layer.getClassName() !== 'BatchNormalization') continue
    const call = layer.call.bind(layer)
    layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false })
  }
}
