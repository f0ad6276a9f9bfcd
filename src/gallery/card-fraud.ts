/** @file Card payments, one in a hundred. */
import { cardPayments } from '../catalog/datasets/streams/card-payments'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const cardFraud = defineTemplate({
  id: 'card-fraud',
  title: 'Card payments, one in a hundred',
  about:
    'Fraud is rare: look at how well it is ranked (average precision), not at how many are right, which is 99 % for whoever says no.',
  reaches: 'average precision 0.39 on the last 9,000 payments; the true probabilities would get 0.47, chance 0.01',
  simple: 'a straight border is right as often, 99 %, which says little of what is rare',
  content: {
    name: 'Card payments, one in a hundred',
    networks: [
      {
        name: 'network',
        drawing: chain({
          payment: ['input', 'Payment'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dropout: ['dropout', 'Dropout', { rate: 0.2 }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          fraud: ['output', 'Fraud'],
        }),
      },
    ],
    data: { dataset: 'card-payments' },
    // Rate (0.001, 0.003 or 0.01) and epochs (up to 20) are those of the lowest validation loss; the test rows were looked at after.
    plan: { ...defaultPlan(cardPayments), learningRate: 0.003, batchSize: 128, epochs: 20 },
  },
})
