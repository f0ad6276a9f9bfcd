/** @file Addition, read and said. */
import { additionSequences } from '../catalog/datasets/sequences/addition'
import { defaultPlan } from '../compile/default-plan'
import { sayDrawing } from './say'
import { defineTemplate } from './template'

export const additionGru = defineTemplate({
  id: 'addition-gru',
  title: 'Addition, read and said',
  about:
    'Learns to add from written sums alone: one GRU reads 27+58 sign by sign, another says the answer digit by digit, and where it ends.',
  reaches: '98.7 % of the test sums right from the first digit to the last',
  content: {
    name: 'Addition, read and said',
    networks: [{ name: 'network', drawing: sayDrawing({ entries: 13, units: 64, places: 3, signs: 12 }) }],
    data: { dataset: 'addition' },
    plan: {
      ...defaultPlan(additionSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 30,
    },
  },
})
