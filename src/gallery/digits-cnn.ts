/** @file Digits, a first CNN: the project the studio opens on. Two convolutions, two pools, dropout, one dense layer. */
import { mnistStarter } from '../catalog/datasets/mnist-starter'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const digitsCnn = defineTemplate({
  id: 'digits-cnn',
  title: 'Digits, a first CNN',
  about:
    'Reads handwritten digits: two convolutions find strokes and corners, a dense layer tells which digit they make.',
  reaches: '95 % of MNIST’s own 10,000 test digits from the 2,000 that come with the page, 98.9 % from all 60,000',
  content: {
    name: 'Digits, a first CNN',
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
