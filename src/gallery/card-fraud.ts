/** @file Card payments, one in a hundred. */
import { cardPayments } from '../catalog/datasets/streams/card-payments'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const cardFraud = defineTemplate({
  id: 'card-fraud',
  title: 'Card payments, one in a hundred',
  about:
    'Fraud is rare: look at the ranking (AUC) and the curves, not at how many are right, which is 99 % for whoever says no.',
  reaches: 'a loss of 0.027 on the last 2,400 payments; saying 1 in 100 of each would lose 0.05',
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
    plan: { ...defaultPlan(cardPayments), learningRate: 0.003, batchSize: 128, epochs: 10 },
  },
})
