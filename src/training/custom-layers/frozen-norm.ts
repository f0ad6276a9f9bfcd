/**
 * @file freezeNorms: makes a frozen BatchNormalization use its moving statistics without updating them, as in Keras;
 * TensorFlow.js would still update them.
 */
import type { tfl } from '../tensorflow'

/** Makes every frozen batch normalization of a model run in inference mode, even during training. */
export function freezeNorms(model: tfl.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.trainable || layer.getClassName() !== 'BatchNormalization') continue
    const call = layer.call.bind(layer)
    layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false })
  }
}
