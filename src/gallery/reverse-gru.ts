/** @file Example: a sequence-to-sequence network that reverses six letters. */
import { reverseSequences } from '../catalog/datasets/sequences'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { sequenceToSequence } from './sequence-to-sequence'
import { defineTemplate } from './template'

export const reverseGru = defineTemplate({
  id: 'reverse-gru',
  ...text.reverseGru,
  content: {
    name: text.reverseGru.title,
    networks: [{ name: 'network', drawing: sequenceToSequence({ entries: 10, units: 64, places: 6, signs: 10 }) }],
    data: { dataset: 'reverse' },
    plan: {
      ...defaultPlan(reverseSequences),
      learningRate: 0.005,
      batchSize: 64,
      epochs: 20,
    },
  },
})
