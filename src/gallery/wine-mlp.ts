/** @file Wine: thirteen chemical measurements, three cultivars. */
import { wine } from '../catalog/datasets/wine'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const wineMlp = defineTemplate({
  id: 'wine-mlp',
  title: 'Wine, three cultivars',
  about: 'Tells from its chemistry which of three cultivars a wine was grown from.',
  reaches: '96 % of the test wines',
  simple: 'the nearest rows do as well on the validation rows: 96.3 % right, the network 92.6 %',
  content: {
    name: 'Wine, three cultivars',
    networks: [
      {
        name: 'network',
        drawing: chain({
          wine: ['input', 'Wine'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
          cultivar: ['output', 'Cultivar'],
        }),
      },
    ],
    data: { dataset: 'wine' },
    plan: defaultPlan(wine),
  },
})
