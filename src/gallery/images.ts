/** @file Examples: images of clothes and of generated shapes and cloth, to classify. */
import { fashionMnist } from '../catalog/datasets/images'
import { shapeKinds } from '../catalog/datasets/shapes'
import { textureDefects } from '../catalog/datasets/texture-defects'
import { BLOCK, BLOCK_OF, REPEAT } from '../graph/block'
import { examplesText as text } from '../messages/en/gallery/examples'
import { inception } from './blocks/parallel'
import { invertedResidual } from './blocks/residual'
import { chain, draw, networkExample } from './template'

/** The CNN of the digits example with twice as many filters, on images of clothes. */
export const fashionCnn = networkExample({
  id: 'fashion-cnn',
  text: text.fashionCnn,
  dataset: fashionMnist,
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
})

/** Inception blocks, which look for small, medium and large patterns in parallel. */
export const fashionInception = networkExample({
  id: 'fashion-inception',
  text: text.fashionInception,
  dataset: fashionMnist,
  drawing: {
    ...draw(
      {
        clothes: [0, 0, 'input', 'Clothes'],
        stem: [1, 0, 'conv2d', 'Conv 2D', { filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }],
        pool1: [2, 0, 'maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
        look1: [3, 0, BLOCK, 'Inception 1', { [BLOCK_OF]: inception.id, width: 4 }],
        pool2: [4, 0, 'maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
        look2: [0, 1, BLOCK, 'Inception 2', { [BLOCK_OF]: inception.id, width: 8 }],
        mean: [1, 1, 'globalAveragePooling2d', 'Average pool'],
        dropout: [2, 1, 'dropout', 'Dropout', { rate: 0.2 }],
        dense: [3, 1, 'dense', 'Dense', { units: 10, activation: 'softmax' }],
        kind: [4, 1, 'output', 'Kind'],
      },
      ['clothes > stem > pool1 > look1 > pool2 > look2 > mean > dropout > dense > kind'],
    ),
    blocks: { [inception.id]: inception },
  },
  plan: { learningRate: 0.004, epochs: 6 },
})

/** Inverted residual blocks, which need few weights and little computation, as on a phone. */
export const fashionInverted = networkExample({
  id: 'fashion-inverted',
  text: text.fashionInverted,
  dataset: fashionMnist,
  drawing: {
    ...draw(
      {
        clothes: [0, 0, 'input', 'Clothes'],
        stem: [
          1,
          0,
          'conv2d',
          'Conv 2D',
          { filters: 8, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' },
        ],
        body: [
          2,
          0,
          BLOCK,
          'Inverted residual',
          { [BLOCK_OF]: invertedResidual.id, channels: 8, widen: 4, [REPEAT]: 3 },
        ],
        pool: [3, 0, 'maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
        flatten: [0, 1, 'flatten', 'Flatten'],
        dropout: [1, 1, 'dropout', 'Dropout', { rate: 0.3 }],
        dense: [2, 1, 'dense', 'Dense', { units: 10, activation: 'softmax' }],
        kind: [3, 1, 'output', 'Kind'],
      },
      ['clothes > stem > body > pool > flatten > dropout > dense > kind'],
    ),
    blocks: { [invertedResidual.id]: invertedResidual },
  },
  plan: { learningRate: 0.004, epochs: 8 },
})

/** A CNN with global max pooling, which finds a shape anywhere in the image. */
export const shapeKindsCnn = networkExample({
  id: 'shape-kinds-cnn',
  text: text.shapeKindsCnn,
  dataset: shapeKinds,
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
  // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 40) had the lowest validation loss.
  // The test set was used only afterwards.
  plan: { learningRate: 0.001, batchSize: 32, epochs: 39 },
})

const look = { padding: 'same', activation: 'relu', kernelInitializer: 'heUniform' }

/** A CNN that classifies defects in cloth, regardless of the weave. */
export const defectsCnn = networkExample({
  id: 'defects-cnn',
  text: text.defectsCnn,
  dataset: textureDefects,
  drawing: chain({
    cloth: ['input', 'Cloth'],
    conv1: ['conv2d', 'Conv 2D', { ...look, filters: 12, kernelSize: 5 }],
    pool1: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
    conv2: ['conv2d', 'Conv 2D', { ...look, filters: 24, kernelSize: 5 }],
    pool2: ['averagePooling2d', 'Mean 2D', { poolSize: 2 }],
    conv3: ['conv2d', 'Conv 2D', { ...look, filters: 24, kernelSize: 3 }],
    strongest: ['globalMaxPooling2d', 'Strongest'],
    dense: ['dense', 'Dense', { units: 4, activation: 'softmax' }],
    defect: ['output', 'Defect'],
  }),
  // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 40) had the lowest validation loss.
  // The test set was used only afterwards.
  plan: { learningRate: 0.003, batchSize: 32, epochs: 39 },
})
