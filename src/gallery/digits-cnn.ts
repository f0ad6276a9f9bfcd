/**
 * @file Example: the project that Netloom opens with, a CNN with two convolutions, two pools, dropout and one dense
 * layer.
 */
import { mnistStarter } from '../catalog/datasets/mnist'
import { defaultPlan } from '../compile/default-plan'
import { firstExampleText as text } from '../messages/en/gallery/first-example'
import { chain, defineTemplate } from './template'

export const digitsCnn = defineTemplate({
  id: 'digits-cnn',
  ...text,
  content: {
    name: text.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          digits: ['input', 'Digits'],
          conv1: ['conv2d', 'Conv 2D', { filters: 16, kernelSize: 3, activation: 'relu' }],
          pool1: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
          conv2: ['conv2d', 'Conv 2D', { filters: 32, kernelSize: 3, activation: 'relu' }],
          pool2: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
          dropout: ['dropout', 'Dropout', { rate: 0.25 }],
          flatten: ['flatten', 'Flatten'],
          dense: ['dense', 'Dense', { units: 10, activation: 'softmax' }],
          digit: ['output', 'Digit'],
        }),
      },
    ],
    data: { dataset: 'mnist-starter' },
    plan: defaultPlan(mnistStarter),
  },
})
