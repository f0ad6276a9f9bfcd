/** @file GRU: reads a sequence step by step, with gates that decide what to keep (Cho et al. 2014). */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { snake } from './shared/activation'
import {
  isSlowRecurrent,
  recurrentActivation,
  recurrentConfig,
  recurrentGlance,
  recurrentMemory,
  recurrentMultiplyAdds,
  recurrentParams,
  recurrentShape,
  recurrentWeights,
} from './shared/recurrent'

export const layer = defineLayer({
  kind: 'gru',
  family: 'learns',
  inputs: 'one',
  params: { ...recurrentParams, recurrentActivation },
  glance: (p) => recurrentGlance(p),
  shape: (inputs, p) => recurrentShape(inputs, p, layersText.gru.title),
  weights: (inputs, p) => recurrentWeights(inputs, p, 3),
  multiplyAdds: (inputs, _, p) => recurrentMultiplyAdds(inputs, p, 3),
  memory: (inputs, out, p) => recurrentMemory(inputs, out, p, 3),
  plainTensorFlow: isSlowRecurrent,
  keras: (p) => ({
    class_name: 'GRU',
    config: {
      ...recurrentConfig(p),
      recurrent_activation: snake(p.recurrentActivation),
      // TensorFlow.js 4.22 does not support `reset_after: true`, which is the default in Keras.
      reset_after: false,
    },
  }),
})
