/** @file First names, letter by letter. */
import { firstNames } from '../catalog/datasets/first-names'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const namesGru = defineTemplate({
  id: 'names-gru',
  title: 'First names, letter by letter',
  about:
    'Each letter becomes a point (Embedding), and a GRU reads the points in their order: what a name ends in tells most.',
  reaches: '80 % of the test names',
  simple: 'the simple models see no letters, and do no better than the commonest answer',
  content: {
    name: 'First names, letter by letter',
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
