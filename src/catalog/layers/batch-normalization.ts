/** @file Batch norm: each feature brought to mean 0 and spread 1 over the batch (Ioffe and Szegedy 2015). */
import { defineLayer } from '../layer-def'
import { float } from '../params'
import { features, featured, size } from './shared/shapes'

export const batchNormalization = defineLayer({
  kind: 'batchNormalization',
  title: 'Batch norm',
  family: 'regularises',
  summary:
    'Brings each feature to mean 0 and spread 1 over the batch, then lets the network set both anew: training goes faster and steadier.',
  search: 'batchnorm normalization',
  inputs: 'one',
  params: {
    momentum: float({
      label: 'Memory',
      min: 0,
      max: 0.9999,
      step: 0.01,
      default: 0.99,
      help: 'How slowly the mean and spread used after training follow the batches; lower it for short runs.',
    }),
    epsilon: float({
      label: 'Epsilon',
      min: 1e-7,
      max: 1,
      default: 0.001,
      advanced: true,
      help: 'Added to the variance, so that nothing is divided by zero.',
    }),
  },
  glance: (p) => `memory ${p.momentum}`,
  shape: (inputs) => featured(inputs, 'Batch norm'),
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
      // tf.js 4.22 cannot train without either, so they are not offered.
      center: true,
      scale: true,
      beta_initializer: 'zeros',
      gamma_initializer: 'ones',
      moving_mean_initializer: 'zeros',
      moving_variance_initializer: 'ones',
    },
  }),
})
