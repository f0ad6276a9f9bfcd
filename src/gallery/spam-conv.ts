/** @file Example: a 1-D convolution over words. */
import { spamHam } from '../catalog/datasets/texts'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const spamConv = defineTemplate({
  id: 'spam-conv',
  ...text.spamConv,
  content: {
    name: text.spamConv.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          mail: ['input', 'Mail'],
          words: ['embedding', 'Words', { inputDim: 4002, outputDim: 16 }],
          conv: ['conv1d', 'Runs', { filters: 24, kernelSize: 4, activation: 'relu' }],
          pool: ['globalMaxPooling1d', 'Strongest'],
          dropout: ['dropout', 'Dropout', { rate: 0.4 }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          kind: ['output', 'Kind'],
        }),
      },
    ],
    data: { dataset: 'spam-ham' },
    plan: {
      ...defaultPlan(spamHam),
      // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 12) had the lowest validation loss.
      // The test set was used only afterwards.
      learningRate: 0.01,
      epochs: 8,
      prepare: { mail: [{ kind: 'words', most: 4000, length: 120 }] },
    },
  },
})
