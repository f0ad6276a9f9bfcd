/** @file LSTM: reads a sequence step by step, with a memory cell behind gates (Hochreiter and Schmidhuber 1997). */
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
  kind: 'lstm',
  family: 'learns',
  inputs: 'one',
  params: { ...recurrentParams, recurrentActivation },
  glance: (p) => recurrentGlance(p),
  shape: (inputs, p) => recurrentShape(inputs, p, layersText.lstm.title),
  weights: (inputs, p) => recurrentWeights(inputs, p, 4),
  multiplyAdds: (inputs, _, p) => recurrentMultiplyAdds(inputs, p, 4),
  memory: (inputs, out, p) => recurrentMemory(inputs, out, p, 4),
  plainTensorFlow: isSlowRecurrent,
  keras: (p) => ({
    class_name: 'LSTM',
    config: {
      ...recurrentConfig(p),
      recurrent_activation: snake(p.recurrentActivation),
      // Forget gates start open (Jozefowicz, Zaremba and Sutskever 2015).
      unit_forget_bias: true,
    },
  }),
})
