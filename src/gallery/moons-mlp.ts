/** @file Moons: the smallest set that no straight line can part. */
import { moons } from '../catalog/datasets/moons'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const moonsMlp = defineTemplate({
  id: 'moons-mlp',
  title: 'Moons, a bent border',
  about: 'Parts two half moons that no straight line can part; one hidden layer bends the border.',
  reaches: 'every one of the test points',
  simple: 'the nearest rows do as well on the validation rows: 100 % right, the network 100 %',
  content: {
    name: 'Moons, a bent border',
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
