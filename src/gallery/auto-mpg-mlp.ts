/** @file Example: regression, where the target is a number instead of a class. */
import { autoMpg } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const autoMpgMlp = defineTemplate({
  id: 'auto-mpg-mlp',
  ...text.autoMpgMlp,
  content: {
    name: text.autoMpgMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          car: ['input', 'Car'],
          hidden1: ['dense', 'Dense', { units: 32, activation: 'relu' }],
          hidden2: ['dense', 'Dense', { units: 32, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
          mpg: ['output', 'Miles per gallon'],
        }),
      },
    ],
    data: { dataset: 'auto-mpg' },
    plan: defaultPlan(autoMpg),
  },
})
