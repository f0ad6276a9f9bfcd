/** @file Spirals: two arms that it takes hidden layers to follow. */
import { spirals } from '../catalog/datasets/spirals'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const spiralsMlp = defineTemplate({
  id: 'spirals-mlp',
  title: 'Spirals, two hidden layers',
  about: 'Follows two arms wound around each other; watch the border wind itself up as it learns.',
  reaches: '99 % of the test points',
  simple: 'the nearest rows do as well on the validation rows: 100 % right, the network 100 %',
  content: {
    name: 'Spirals, two hidden layers',
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
