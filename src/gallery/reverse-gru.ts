/** @file Reverse, letter by letter. */
import { reverseSequences } from '../catalog/datasets/sequences/reverse'
import { defaultPlan } from '../compile/default-plan'
import { sayDrawing } from './say'
import { defineTemplate } from './template'

export const reverseGru = defineTemplate({
  id: 'reverse-gru',
  title: 'Reverse, letter by letter',
  about:
    'A GRU reads six letters, another says them from the last to the first: all six must fit in the one vector between them.',
  reaches: '98.7 % of the test texts right from end to end',
  content: {
    name: 'Reverse, letter by letter',
    networks: [{ name: 'network', drawing: sayDrawing({ entries: 10, units: 64, places: 6, signs: 10 }) }],
    data: { dataset: 'reverse' },
    plan: {
      ...defaultPlan(reverseSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 20,
    },
  },
})
