/** @file Sort, letter by letter. */
import { sortSequences } from '../catalog/datasets/sequences/sort'
import { defaultPlan } from '../compile/default-plan'
import { placesDrawing } from './places'
import { defineTemplate } from './template'

export const sortGru = defineTemplate({
  id: 'sort-gru',
  title: 'Sort, letter by letter',
  about: 'A GRU reads six letters, and a head a place says them in the order of the alphabet.',
  reaches: '99.9 % of the letters of the test answers',
  content: {
    name: 'Sort, letter by letter',
    networks: [{ name: 'network', drawing: placesDrawing({ entries: 10, units: 64, places: 6, signs: 8 }) }],
    data: { dataset: 'sort' },
    plan: {
      ...defaultPlan(sortSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 15,
      prepare: { given: [{ kind: 'characters', most: 8, length: 6 }] },
    },
  },
})
