/** @file Layer norm: each sample's features brought to mean 0 and spread 1 (Ba, Kiros and Hinton 2016). */
import { defineLayer } from '../layer-def'
import { float } from '../params'
import { features, featured, size } from './shared/shapes'

export const layerNormalization = defineLayer({
  kind: 'layerNormalization',
  title: 'Layer norm',
  family: 'regularises',
  summary: 'Brings the features of each sample to mean 0 and spread 1, whatever the rest of the batch is.',
  search: 'layernorm normalization transformer',
  inputs: 'one',
  params: {
    epsilon: float({
      label: 'Epsilon',
      min: 1e-7,
      max: 1,
      default: 0.001,
      help: 'Added to the variance, so that nothing is divided by zero.',
    }),
  },
  glance: () => 'over the features',
  shape: (inputs) => featured(inputs, 'Layer norm'),
  weights: (inputs) => [
    { name: 'gamma', shape: [features(inputs)], trainable: true },
    { name: 'beta', shape: [features(inputs)], trainable: true },
  ],
  multiplyAdds: (_, out) => 4 * size(out),
  keras: (p) => ({
    class_name: 'LayerNormalization',
    config: {
      axis: -1,
      epsilon: p.epsilon,
      center: true,
      scale: true,
      beta_initializer: 'zeros',
      gamma_initializer: 'ones',
    },
  }),
})
