/** @file Digits, an autoencoder: a picture through a bottleneck and back to itself. */
import { mnistStarter } from '../catalog/datasets/mnist-starter'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

const conv = { kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }

export const digitsAutoencoder = defineTemplate({
  id: 'digits-autoencoder',
  title: 'Digits, an autoencoder',
  about:
    'Puts each digit into 32 numbers and paints it again from them alone. What it predicts is its own input: no label is used.',
  reaches: 'each pixel off by 10 of 255 on average, on the test digits',
  content: {
    name: 'Digits, an autoencoder',
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
