/** @file Example: the simplest dataset that no straight line can separate. */
import { moons } from '../catalog/datasets/points'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const moonsMlp = defineTemplate({
  id: 'moons-mlp',
  ...text.moonsMlp,
  content: {
    name: text.moonsMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          point: ['input', 'Point'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          moon: ['output', 'Moon'],
        }),
      },
    ],
    data: { dataset: 'moons' },
    plan: defaultPlan(moons),
  },
})
