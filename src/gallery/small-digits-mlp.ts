/** @file Small digits, a perceptron. */
import { digits8x8 } from '../catalog/datasets/digits-8x8'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const smallDigitsMlp = defineTemplate({
  id: 'small-digits-mlp',
  title: 'Small digits, a perceptron',
  about: 'Reads digits of 8 by 8 pixels with one hidden layer: no convolution is needed for so few pixels.',
  reaches: '96 % of the test digits',
  simple: 'the nearest rows do as well on the validation rows: 98.2 % right, the network 96.3 %',
  content: {
    name: 'Small digits, a perceptron',
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
