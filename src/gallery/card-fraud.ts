/** @file Example: a classification task with a rare class, where accuracy is misleading. */
import { cardPayments } from '../catalog/datasets/streams/card-payments'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const cardFraud = defineTemplate({
  id: 'card-fraud',
  ...text.cardFraud,
  content: {
    name: text.cardFraud.title,
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
    // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 20) had the lowest validation loss.
    // The test set was used only afterwards.
    plan: { ...defaultPlan(cardPayments), learningRate: 0.003, batchSize: 128, epochs: 20 },
  },
})
