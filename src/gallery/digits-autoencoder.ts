/** @file Example: an autoencoder, which maps an image through a bottleneck back to itself. */
import { mnistStarter } from '../catalog/datasets/mnist'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

const conv = { kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }

export const digitsAutoencoder = defineTemplate({
  id: 'digits-autoencoder',
  ...text.digitsAutoencoder,
  content: {
    name: text.digitsAutoencoder.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          digits: ['input', 'Digits', { columns: ['image'] }],
          conv1: ['conv2d', 'Look', { ...conv, filters: 8 }],
          conv2: ['conv2d', 'Look closer', { ...conv, filters: 16 }],
          flatten: ['flatten', 'Flatten'],
          code: ['dense', 'Bottleneck', { units: 32, activation: 'relu' }],
          wide: ['dense', 'Widen', { units: 784, activation: 'relu' }],
          reshape: ['reshape', 'Reshape', { targetShape: [7, 7, 16] }],
          up1: ['conv2dTranspose', 'Paint', { ...conv, filters: 8 }],
          up2: ['conv2dTranspose', 'Paint finer', { ...conv, filters: 1, activation: 'sigmoid' }],
          again: ['output', 'Digits again', { target: 'image' }],
        }),
      },
    ],
    data: { dataset: 'mnist-starter' },
    plan: {
      ...defaultPlan(mnistStarter),
      loss: { kind: 'meanSquaredError' },
      learningRate: 0.005,
      batchSize: 32,
      epochs: 30,
    },
  },
})
