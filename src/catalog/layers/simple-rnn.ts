/** @file Simple RNN: reads a sequence step by step into a single state that is replaced at every step (Elman 1990). */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import {
  isSlowRecurrent,
  recurrentConfig,
  recurrentGlance,
  recurrentMemory,
  recurrentMultiplyAdds,
  recurrentParams,
  recurrentShape,
  recurrentWeights,
} from './shared/recurrent'

export const layer = defineLayer({
  kind: 'simpleRNN',
  family: 'learns',
  inputs: 'one',
  params: recurrentParams,
  glance: (p) => recurrentGlance(p),
  shape: (inputs, p) => recurrentShape(inputs, p, layersText.simpleRNN.title),
  weights: (inputs, p) => recurrentWeights(inputs, p, 1),
  multiplyAdds: (inputs, _, p) => recurrentMultiplyAdds(inputs, p, 1),
  memory: (inputs, out, p) => recurrentMemory(inputs, out, p, 1),
  plainTensorFlow: isSlowRecurrent,
  keras: (p) => ({
    class_name: 'SimpleRNN',
    config: recurrentConfig(p),
  }),
})
