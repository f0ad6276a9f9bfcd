/** @file Addition, digit by digit. */
import { additionSequences } from '../catalog/datasets/sequences/addition'
import { defaultPlan } from '../compile/default-plan'
import { placesDrawing } from './places'
import { defineTemplate } from './template'

export const additionGru = defineTemplate({
  id: 'addition-gru',
  title: 'Addition, digit by digit',
  about:
    'Learns to add from written sums alone: 27+58 goes in sign by sign, and three heads say the digits of the answer.',
  reaches: '99.9 % of the digits of the test answers',
  content: {
    name: 'Addition, digit by digit',
    networks: [{ name: 'network', drawing: placesDrawing({ entries: 13, units: 64, places: 3, signs: 10 }) }],
    data: { dataset: 'addition' },
    plan: {
      ...defaultPlan(additionSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 30,
      prepare: { given: [{ kind: 'characters', most: 11, length: 5 }] },
    },
  },
})
