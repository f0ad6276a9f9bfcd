/** @file Example: Inception blocks, which look for small, medium and large patterns in parallel. */
import { fashionMnist } from '../catalog/datasets/images'
import { defaultPlan } from '../compile/default-plan'
import { BLOCK, BLOCK_OF } from '../graph/block'
import { examplesText as text } from '../messages/en/gallery/examples'
import { inception } from './blocks/inception'
import { defineTemplate, draw } from './template'

export const fashionInception = defineTemplate({
  id: 'fashion-inception',
  ...text.fashionInception,
  content: {
    name: text.fashionInception.title,
    networks: [
      {
        name: 'network',
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
            [
              'clothes > stem',
              'stem > pool1',
              'pool1 > look1',
              'look1 > pool2',
              'pool2 > look2',
              'look2 > mean',
              'mean > dropout',
              'dropout > dense',
              'dense > kind',
            ],
          ),
          blocks: { [inception.id]: inception },
        },
      },
    ],
    data: { dataset: 'fashion-mnist' },
    plan: { ...defaultPlan(fashionMnist), learningRate: 0.004, epochs: 6 },
  },
})
