/** @file Dense: connects every input feature to every unit. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { int } from '../params'
import { activatedMemory, activation, snake, withActivation } from './shared/activation'
import { initializer, kernelInitializer, kernelRegularizer, l2, useBias } from './shared/initializers-and-regularizers'
import { featured, features, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'dense',
  family: 'learns',
  inputs: 'one',
  params: {
    units: int({ ...layersText.dense.units, min: 1, max: 65536, default: 64 }),
    activation,
    useBias,
    kernelInitializer,
    kernelRegularizer,
  },
  glance: (p) => withActivation(layersText.glance.units({ units: p.units }), p.activation),
  shape(inputs, p) {
    const x = featured(inputs, layersText.dense.title)
    return x.ok ? ok([...x.value.slice(0, -1), p.units]) : x
  },
  weights: (inputs, p) => [
    { name: 'kernel', shape: [features(inputs), p.units], trainable: true },
    ...(p.useBias ? [{ name: 'bias', shape: [p.units], trainable: true }] : []),
  ],
  multiplyAdds: (inputs, out) => size(out) * features(inputs),
  memory: (_, out, p) => activatedMemory(size(out), p.activation),
  keras: (p) => ({
    class_name: 'Dense',
    config: {
      units: p.units,
      activation: snake(p.activation),
      use_bias: p.useBias,
      kernel_initializer: initializer(p.kernelInitializer),
      bias_initializer: 'zeros',
      kernel_regularizer: l2(p.kernelRegularizer),
    },
  }),
})
