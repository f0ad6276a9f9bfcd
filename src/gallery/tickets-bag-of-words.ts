/** @file Example: a bag-of-words network, which averages the word vectors. */
import { supportTickets } from '../catalog/datasets/streams/support-tickets'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const ticketsBag = defineTemplate({
  id: 'tickets-bag',
  ...text.ticketsBag,
  content: {
    name: text.ticketsBag.title,
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
