/** @file Defects, a CNN: what spoils a piece of cloth, whatever its weave. */
import { textureDefects } from '../catalog/datasets/texture-defects'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

const look = { padding: 'same', activation: 'relu', kernelInitializer: 'heUniform' }

export const defectsCnn = defineTemplate({
  id: 'defects-cnn',
  title: 'Defects on cloth',
  about:
    'A scratch, a hole, a stain or nothing: larger filters see past the weave, and the strongest answer of each is kept.',
  reaches: '98 % of the test pieces',
  simple: 'at most 65.6 % of the validation rows (a straight border), with it 100 %',
  content: {
    name: 'Defects on cloth',
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
    // Rate (0.001, 0.003 or 0.01) and epochs (up to 40) are those of the lowest validation loss; the test rows were looked at after.
    plan: { ...defaultPlan(textureDefects), learningRate: 0.003, batchSize: 32, epochs: 39 },
  },
})
