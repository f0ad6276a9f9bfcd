/** @file Sort, letter by letter. */
import { sortSequences } from '../catalog/datasets/sequences/sort'
import { defaultPlan } from '../compile/default-plan'
import { sayDrawing } from './say'
import { defineTemplate } from './template'

export const sortGru = defineTemplate({
  id: 'sort-gru',
  title: 'Sort, letter by letter',
  about: 'A GRU reads six letters, another says them in the order of the alphabet.',
  reaches: 'every test text right from end to end',
  content: {
    name: 'Sort, letter by letter',
    networks: [{ name: 'network', drawing: sayDrawing({ entries: 10, units: 64, places: 6, signs: 10 }) }],
    data: { dataset: 'sort' },
    plan: {
      ...defaultPlan(sortSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 10,
    },
  },
})
