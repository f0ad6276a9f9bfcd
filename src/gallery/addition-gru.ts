/** @file Example: a sequence-to-sequence network that learns to add from written sums. */
import { additionSequences } from '../catalog/datasets/sequences'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { sequenceToSequence } from './sequence-to-sequence'
import { defineTemplate } from './template'

export const additionGru = defineTemplate({
  id: 'addition-gru',
  ...text.additionGru,
  content: {
    name: text.additionGru.title,
    networks: [{ name: 'network', drawing: sequenceToSequence({ entries: 13, units: 64, places: 3, signs: 12 }) }],
    data: { dataset: 'addition' },
    plan: {
      ...defaultPlan(additionSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 30,
    },
  },
})
