/** @file Example: a simulated dataset whose best possible accuracy is known. */
import { shopVisits } from '../catalog/datasets/streams/shop-visits'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const shopVisitsMlp = defineTemplate({
  id: 'shop-visits-mlp',
  ...text.shopVisitsMlp,
  content: {
    name: text.shopVisitsMlp.title,
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
