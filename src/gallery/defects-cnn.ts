/** @file Example: a CNN that classifies defects in cloth, regardless of the weave. */
import { textureDefects } from '../catalog/datasets/texture-defects'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

const look = { padding: 'same', activation: 'relu', kernelInitializer: 'heUniform' }

export const defectsCnn = defineTemplate({
  id: 'defects-cnn',
  ...text.defectsCnn,
  content: {
    name: text.defectsCnn.title,
    networks: [
      {
        name: 'network',
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
      },
    ],
    data: { dataset: 'texture-defects' },
    // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 40) had the lowest validation loss.
    // The test set was used only afterwards.
    plan: { ...defaultPlan(textureDefects), learningRate: 0.003, batchSize: 32, epochs: 39 },
  },
})
