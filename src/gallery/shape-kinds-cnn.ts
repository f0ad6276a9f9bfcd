/** @file Example: a CNN with global max pooling, which finds a shape anywhere in the image. */
import { shapeKinds } from '../catalog/datasets/shapes'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const shapeKindsCnn = defineTemplate({
  id: 'shape-kinds-cnn',
  ...text.shapeKindsCnn,
  content: {
    name: text.shapeKindsCnn.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          picture: ['input', 'Picture'],
          conv1: ['conv2d', 'Conv 2D', { filters: 12, kernelSize: 3, activation: 'relu' }],
          pool1: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
          conv2: ['conv2d', 'Conv 2D', { filters: 24, kernelSize: 3, activation: 'relu' }],
          pool2: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
          conv3: ['conv2d', 'Conv 2D', { filters: 32, kernelSize: 3, activation: 'relu' }],
          strongest: ['globalMaxPooling2d', 'Strongest'],
          dense: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
          kind: ['output', 'Kind'],
        }),
      },
    ],
    data: { dataset: 'shape-kinds' },
    // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 40) had the lowest validation loss.
    // The test set was used only afterwards.
    plan: { ...defaultPlan(shapeKinds), learningRate: 0.001, batchSize: 32, epochs: 39 },
  },
})
