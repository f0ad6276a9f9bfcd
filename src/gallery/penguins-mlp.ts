/** @file Example: a small network on a table with numbers, categories and missing values. */
import { penguins } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const penguinsMlp = defineTemplate({
  id: 'penguins-mlp',
  ...text.penguinsMlp,
  content: {
    name: text.penguinsMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          penguin: ['input', 'Penguin'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
          species: ['output', 'Species'],
        }),
      },
    ],
    data: { dataset: 'penguins' },
    plan: defaultPlan(penguins),
  },
})
