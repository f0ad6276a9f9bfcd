/** @file Shop visits, against the best there can be. */
import { shopVisits } from '../catalog/datasets/streams/shop-visits'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const shopVisitsMlp = defineTemplate({
  id: 'shop-visits-mlp',
  title: 'Shop visits, against the best there can be',
  about:
    'The world that draws these visits knows how likely each is to buy: nobody can do better than that. How near does a network come?',
  reaches: '79 % of the last 1,200 visits; the true probabilities would get 82 %',
  simple: 'a random forest does as well on the validation rows: 76.2 % right, the network 76.8 %',
  content: {
    name: 'Shop visits, against the best there can be',
    networks: [
      {
        name: 'network',
        drawing: chain({
          visit: ['input', 'Visit'],
          hidden: ['dense', 'Dense', { units: 24, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          buys: ['output', 'Buys'],
        }),
      },
    ],
    data: { dataset: 'shop-visits' },
    plan: { ...defaultPlan(shopVisits), learningRate: 0.003, batchSize: 64, epochs: 12 },
  },
})
