/**
 * @file Example: the project that Netloom opens with, a CNN with two convolutions, two pools, dropout and one dense
 * layer.
 */
import { mnistStarter } from '../catalog/datasets/mnist'
import { firstExampleText as text } from '../messages/en/gallery/first-example'
import { chain, networkExample } from './template'

export const digitsCnn = networkExample({
  id: 'digits-cnn',
  text: text,
  dataset: mnistStarter,
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
})
