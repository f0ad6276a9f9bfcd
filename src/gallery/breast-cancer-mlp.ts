/** @file Example: a small table, where dropout limits overfitting. */
import { breastCancer } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const breastCancerMlp = defineTemplate({
  id: 'breast-cancer-mlp',
  ...text.breastCancerMlp,
  content: {
    name: text.breastCancerMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          cells: ['input', 'Cells'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dropout: ['dropout', 'Dropout', { rate: 0.3 }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          diagnosis: ['output', 'Diagnosis'],
        }),
      },
    ],
    data: { dataset: 'breast-cancer' },
    plan: { ...defaultPlan(breastCancer), epochs: 40 },
  },
})
