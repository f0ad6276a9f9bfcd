/** @file Layer norm: normalizes each sample's features to mean 0 and variance 1 (Ba, Kiros and Hinton 2016). */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { float } from '../params'
import { featured, features, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'layerNormalization',
  family: 'regularises',
  inputs: 'one',
  params: {
    epsilon: float({ ...layersText.params.epsilon, min: 1e-7, max: 1, default: 0.001 }),
  },
  glance: () => layersText.layerNormalization.glance,
  shape: (inputs) => featured(inputs, layersText.layerNormalization.title),
  weights: (inputs) => [
    { name: 'gamma', shape: [features(inputs)], trainable: true },
    { name: 'beta', shape: [features(inputs)], trainable: true },
  ],
  multiplyAdds: (_, out) => 4 * size(out),
  // The mean and the deviation of each position are kept.
  memory: (inputs, out) => ({ forward: size(out) + (2 * size(out)) / features(inputs), backward: size(out) }),
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
