/** @file Batch norm: normalizes each feature to mean 0 and variance 1 over the batch (Ioffe and Szegedy 2015). */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { float } from '../params'
import { featured, features, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'batchNormalization',
  family: 'regularises',
  inputs: 'one',
  params: {
    momentum: float({ ...layersText.batchNormalization.momentum, min: 0, max: 0.9999, step: 0.01, default: 0.99 }),
    epsilon: float({ ...layersText.params.epsilon, min: 1e-7, max: 1, default: 0.001, advanced: true }),
  },
  glance: (p) => layersText.batchNormalization.glance({ momentum: p.momentum }),
  shape: (inputs) => featured(inputs, layersText.batchNormalization.title),
  weights: (inputs) => [
    { name: 'gamma', shape: [features(inputs)], trainable: true },
    { name: 'beta', shape: [features(inputs)], trainable: true },
    { name: 'moving_mean', shape: [features(inputs)], trainable: false },
    { name: 'moving_variance', shape: [features(inputs)], trainable: false },
  ],
  multiplyAdds: (_, out) => 2 * size(out),
  keras: (p) => ({
    class_name: 'BatchNormalization',
    config: {
      axis: -1,
      momentum: p.momentum,
      epsilon: p.epsilon,
      // tf.js 4.22 cannot train without center or without scale, so they cannot be turned off.
      center: true,
      scale: true,
      beta_initializer: 'zeros',
      gamma_initializer: 'ones',
      moving_mean_initializer: 'zeros',
      moving_variance_initializer: 'ones',
    },
  }),
})
