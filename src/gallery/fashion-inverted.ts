/** @file Example: inverted residual blocks, which need few weights and little computation, as on a phone. */
import { fashionMnist } from '../catalog/datasets/images'
import { defaultPlan } from '../compile/default-plan'
import { BLOCK, BLOCK_OF, REPEAT } from '../graph/block'
import { examplesText as text } from '../messages/en/gallery/examples'
import { invertedResidual } from './blocks/inverted-residual'
import { defineTemplate, draw } from './template'

export const fashionInverted = defineTemplate({
  id: 'fashion-inverted',
  ...text.fashionInverted,
  content: {
    name: text.fashionInverted.title,
    networks: [
      {
        name: 'network',
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
            [
              'clothes > stem',
              'stem > body',
              'body > pool',
              'pool > flatten',
              'flatten > dropout',
              'dropout > dense',
              'dense > kind',
            ],
          ),
          blocks: { [invertedResidual.id]: invertedResidual },
        },
      },
    ],
    data: { dataset: 'fashion-mnist' },
    plan: { ...defaultPlan(fashionMnist), learningRate: 0.004, epochs: 8 },
  },
})
