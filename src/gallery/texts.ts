/** @file Examples: texts to classify. */
import { supportTickets } from '../catalog/datasets/streams/support-tickets'
import { firstNames, spamHam } from '../catalog/datasets/texts'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, networkExample } from './template'

/** A GRU that reads first names letter by letter. */
export const namesGru = networkExample({
  id: 'names-gru',
  text: text.namesGru,
  dataset: firstNames,
  drawing: chain({
    name: ['input', 'Name'],
    letters: ['embedding', 'Letters', { inputDim: 42, outputDim: 16 }],
    gru: ['gru', 'Read', { units: 32 }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    gender: ['output', 'Gender'],
  }),
  plan: { batchSize: 64, epochs: 12 },
})

/** A 1-D convolution over words. */
export const spamConv = networkExample({
  id: 'spam-conv',
  text: text.spamConv,
  dataset: spamHam,
  drawing: chain({
    mail: ['input', 'Mail'],
    words: ['embedding', 'Words', { inputDim: 4002, outputDim: 16 }],
    conv: ['conv1d', 'Runs', { filters: 24, kernelSize: 4, activation: 'relu' }],
    pool: ['globalMaxPooling1d', 'Strongest'],
    dropout: ['dropout', 'Dropout', { rate: 0.4 }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    kind: ['output', 'Kind'],
  }),
  plan: {
    // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 12) had the lowest validation loss.
    // The test set was used only afterwards.
    learningRate: 0.01,
    epochs: 8,
    prepare: { mail: [{ kind: 'words', most: 4000, length: 120 }] },
  },
})

/** A bag-of-words network, which averages the word vectors. */
export const ticketsBag = networkExample({
  id: 'tickets-bag',
  text: text.ticketsBag,
  dataset: supportTickets,
  drawing: chain({
    letter: ['input', 'Letter', { columns: ['text'] }],
    words: ['embedding', 'Words', { inputDim: 302, outputDim: 24 }],
    mean: ['globalAveragePooling1d', 'Mean'],
    dense: ['dense', 'Dense', { units: 5, activation: 'softmax' }],
    about: ['output', 'About'],
  }),
  plan: {
    batchSize: 64,
    epochs: 10,
    prepare: { text: [{ kind: 'words', most: 300, length: 24 }] },
  },
})
