/** @file Tickets, a bag of words. */
import { supportTickets } from '../catalog/datasets/streams/support-tickets'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const ticketsBag = defineTemplate({
  id: 'tickets-bag',
  title: 'Tickets, a bag of words',
  about:
    'The mean of the points of all words of a letter, whatever their order: often enough to know what it is about.',
  reaches: '85 % of the last 900 letters; the true probabilities would get 86 %',
  simple: 'the nearest rows do as well on the validation rows: 86.2 % right, the network 85.4 %',
  content: {
    name: 'Tickets, a bag of words',
    networks: [
      {
        name: 'network',
        drawing: chain({
          letter: ['input', 'Letter', { columns: ['text'] }],
          words: ['embedding', 'Words', { inputDim: 302, outputDim: 24 }],
          mean: ['globalAveragePooling1d', 'Mean'],
          dense: ['dense', 'Dense', { units: 5, activation: 'softmax' }],
          about: ['output', 'About'],
        }),
      },
    ],
    data: { dataset: 'support-tickets' },
    plan: {
      ...defaultPlan(supportTickets),
      batchSize: 64,
      epochs: 10,
      prepare: { text: [{ kind: 'words', most: 300, length: 24 }] },
    },
  },
})
