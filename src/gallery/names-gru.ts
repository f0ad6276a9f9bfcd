/** @file Example: a GRU that reads first names letter by letter. */
import { firstNames } from '../catalog/datasets/texts'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const namesGru = defineTemplate({
  id: 'names-gru',
  ...text.namesGru,
  content: {
    name: text.namesGru.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          name: ['input', 'Name'],
          letters: ['embedding', 'Letters', { inputDim: 42, outputDim: 16 }],
          gru: ['gru', 'Read', { units: 32 }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          gender: ['output', 'Gender'],
        }),
      },
    ],
    data: { dataset: 'first-names' },
    plan: {
      ...defaultPlan(firstNames),
      batchSize: 64,
      epochs: 12,
      prepare: { name: [{ kind: 'characters', most: 40, length: 12, pad: 'left' }] },
    },
  },
})
