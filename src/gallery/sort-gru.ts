/** @file Example: a sequence-to-sequence network that sorts six letters. */
import { sortSequences } from '../catalog/datasets/sequences'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { sequenceToSequence } from './sequence-to-sequence'
import { defineTemplate } from './template'

export const sortGru = defineTemplate({
  id: 'sort-gru',
  ...text.sortGru,
  content: {
    name: text.sortGru.title,
    networks: [{ name: 'network', drawing: sequenceToSequence({ entries: 10, units: 64, places: 6, signs: 10 }) }],
    data: { dataset: 'sort' },
    plan: {
      ...defaultPlan(sortSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 10,
    },
  },
})
