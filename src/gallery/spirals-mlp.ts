/** @file Example: two spiral arms, which need hidden layers to separate. */
import { spirals } from '../catalog/datasets/points'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const spiralsMlp = defineTemplate({
  id: 'spirals-mlp',
  ...text.spiralsMlp,
  content: {
    name: text.spiralsMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          point: ['input', 'Point'],
          hidden1: ['dense', 'Dense', { units: 32, activation: 'relu' }],
          hidden2: ['dense', 'Dense', { units: 32, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          arm: ['output', 'Arm'],
        }),
      },
    ],
    data: { dataset: 'spirals' },
    plan: defaultPlan(spirals),
  },
})
