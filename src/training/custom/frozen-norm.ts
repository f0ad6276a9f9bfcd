/** @file freezeNorms: a frozen BatchNormalization normalizes by its moving statistics and leaves them, as in Keras; tf.js goes on moving them. */
import type { tfl } from '../tf'

/** Makes every frozen batch normalization of a model run as at prediction, also in training. */
export function freezeNorms(model: tfl.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.trainable || layer.getClassName() !== 'BatchNormalization') continue
    const call = layer.call.bind(layer)
    layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false })
  }
}
