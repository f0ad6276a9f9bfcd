/** @file Examples: handwritten digits. The project that Netloom opens with is in `digits-cnn.ts`. */
import { digits8x8 } from '../catalog/datasets/images'
import { mnistStarter } from '../catalog/datasets/mnist'
import { BLOCK, BLOCK_OF } from '../graph/block'
import { examplesText as text } from '../messages/en/gallery/examples'
import { residualBasic, residualHalving } from './blocks/residual'
import { chain, draw, networkExample } from './template'

/** 8×8 digits, which need no convolution. */
export const smallDigitsMlp = networkExample({
  id: 'small-digits-mlp',
  text: text.smallDigitsMlp,
  dataset: digits8x8,
  drawing: chain({
    digit: ['input', 'Digit'],
    flatten: ['flatten', 'Flatten'],
    hidden: ['dense', 'Dense', { units: 64, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 10, activation: 'softmax' }],
    which: ['output', 'Which'],
  }),
  plan: { epochs: 30 },
})

/** ResNet-8, with eight weighted layers and residual blocks. */
export const digitsResnet = networkExample({
  id: 'digits-resnet8',
  text: text.digitsResnet,
  dataset: mnistStarter,
  drawing: {
    ...draw(
      {
        digits: [0, 0, 'input', 'Digits'],
        stem: [1, 0, 'conv2d', 'Conv 2D', { filters: 8, kernelSize: 3, strides: 2, padding: 'same', useBias: false }],
        norm: [2, 0, 'batchNormalization', 'Batch norm', { momentum: 0.9 }],
        relu: [3, 0, 'activation', 'ReLU', { activation: 'relu' }],
        same: [4, 0, BLOCK, 'Residual', { [BLOCK_OF]: residualBasic.id, filters: 8 }],
        half1: [0, 1, BLOCK, 'Halving 1', { [BLOCK_OF]: residualHalving.id, filters: 16 }],
        half2: [1, 1, BLOCK, 'Halving 2', { [BLOCK_OF]: residualHalving.id, filters: 32 }],
        pool: [2, 1, 'globalAveragePooling2d', 'Average pool'],
        dense: [3, 1, 'dense', 'Dense', { units: 10, activation: 'softmax' }],
        digit: [4, 1, 'output', 'Digit'],
      },
      ['digits > stem > norm > relu > same > half1 > half2 > pool > dense > digit'],
    ),
    blocks: { [residualBasic.id]: residualBasic, [residualHalving.id]: residualHalving },
  },
  plan: { learningRate: 0.005, epochs: 12 },
})

const conv = { kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }

/** An autoencoder, which maps an image through a bottleneck back to itself. */
export const digitsAutoencoder = networkExample({
  id: 'digits-autoencoder',
  text: text.digitsAutoencoder,
  dataset: mnistStarter,
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
  plan: {
    loss: { kind: 'meanSquaredError' },
    learningRate: 0.005,
    batchSize: 32,
    epochs: 30,
  },
})
