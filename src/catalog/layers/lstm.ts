/** @file LSTM: a sequence read step by step, a memory behind gates (Hochreiter and Schmidhuber 1997). */
import { defineLayer } from '../layer-def'
import { snake } from './shared/activation'
import {
  recurrentActivation,
  recurrentConfig,
  recurrentGlance,
  recurrentMultiplyAdds,
  recurrentParams,
  recurrentShape,
  recurrentWeights,
} from './shared/recurrent'

export const lstm = defineLayer({
  kind: 'lstm',
  title: 'LSTM',
  family: 'learns',
  summary:
    'Reads a sequence step by step, with a memory it writes, keeps and reads through gates, so that it can hold on to things for long.',
  search: 'recurrent sequence long short-term memory',
  inputs: 'one',
  params: { ...recurrentParams, recurrentActivation },
  glance: (p) => recurrentGlance(p),
  shape: (inputs, p) => recurrentShape(inputs, p, 'LSTM'),
  weights: (inputs, p) => recurrentWeights(inputs, p, 4),
  multiplyAdds: (inputs, _, p) => recurrentMultiplyAdds(inputs, p, 4),
  keras: (p) => ({
    class_name: 'LSTM',
    config: {
      ...recurrentConfig(p),
      recurrent_activation: snake(p.recurrentActivation),
      // Begin by remembering (Jozefowicz, Zaremba and Sutskever 2015).
      unit_forget_bias: true,
    },
  }),
})
