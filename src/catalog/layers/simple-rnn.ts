/** @file Simple RNN: a sequence read step by step, one memory, rewritten at every step (Elman 1990). */
import { defineLayer } from '../layer-def'
import {
  recurrentConfig,
  recurrentGlance,
  recurrentMultiplyAdds,
  recurrentParams,
  recurrentShape,
  recurrentWeights,
} from './shared/recurrent'

export const simpleRNN = defineLayer({
  kind: 'simpleRNN',
  title: 'Simple RNN',
  family: 'learns',
  summary: 'Reads a sequence step by step and keeps one memory; short ones only, for it forgets fast.',
  search: 'recurrent sequence elman',
  inputs: 'one',
  params: recurrentParams,
  glance: (p) => recurrentGlance(p),
  shape: (inputs, p) => recurrentShape(inputs, p, 'Simple RNN'),
  weights: (inputs, p) => recurrentWeights(inputs, p, 1),
  multiplyAdds: (inputs, _, p) => recurrentMultiplyAdds(inputs, p, 1),
  keras: (p) => ({
    class_name: 'SimpleRNN',
    config: recurrentConfig(p),
  }),
})
