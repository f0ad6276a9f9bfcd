/** @file Example: 8×8 digits, which need no convolution. */
import { digits8x8 } from '../catalog/datasets/images'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const smallDigitsMlp = defineTemplate({
  id: 'small-digits-mlp',
  ...text.smallDigitsMlp,
  content: {
    name: text.smallDigitsMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          digit: ['input', 'Digit'],
          flatten: ['flatten', 'Flatten'],
          hidden: ['dense', 'Dense', { units: 64, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 10, activation: 'softmax' }],
          which: ['output', 'Which'],
        }),
      },
    ],
    data: { dataset: 'digits-8x8' },
    plan: { ...defaultPlan(digits8x8), epochs: 30 },
  },
})
