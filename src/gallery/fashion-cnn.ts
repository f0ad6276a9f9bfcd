/** @file Example: the CNN of the digits example with twice as many filters, on images of clothes. */
import { fashionMnist } from '../catalog/datasets/images'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const fashionCnn = defineTemplate({
  id: 'fashion-cnn',
  ...text.fashionCnn,
  content: {
    name: text.fashionCnn.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          clothes: ['input', 'Clothes'],
          conv1: ['conv2d', 'Conv 2D', { filters: 32, kernelSize: 3, activation: 'relu' }],
          pool1: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
          conv2: ['conv2d', 'Conv 2D', { filters: 64, kernelSize: 3, activation: 'relu' }],
          pool2: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
          flatten: ['flatten', 'Flatten'],
          dropout: ['dropout', 'Dropout', { rate: 0.4 }],
          dense: ['dense', 'Dense', { units: 10, activation: 'softmax' }],
          kind: ['output', 'Kind'],
        }),
      },
    ],
    data: { dataset: 'fashion-mnist' },
    plan: defaultPlan(fashionMnist),
  },
})
