/** @file Reverse, letter by letter. */
import { reverseSequences } from '../catalog/datasets/sequences/reverse'
import { defaultPlan } from '../compile/default-plan'
import { placesDrawing } from './places'
import { defineTemplate } from './template'

export const reverseGru = defineTemplate({
  id: 'reverse-gru',
  title: 'Reverse, letter by letter',
  about:
    'A GRU reads six letters, and a head a place says them from the last to the first: all six must fit in what it keeps.',
  reaches: 'every letter of every test answer',
  content: {
    name: 'Reverse, letter by letter',
    networks: [{ name: 'network', drawing: placesDrawing({ entries: 10, units: 64, places: 6, signs: 8 }) }],
    data: { dataset: 'reverse' },
    plan: {
      ...defaultPlan(reverseSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 25,
      prepare: { given: [{ kind: 'characters', most: 8, length: 6 }] },
    },
  },
})
