/** @file Example: ResNet-8, with eight weighted layers and residual blocks. */
import { mnistStarter } from '../catalog/datasets/mnist'
import { defaultPlan } from '../compile/default-plan'
import { BLOCK, BLOCK_OF } from '../graph/block'
import { examplesText as text } from '../messages/en/gallery/examples'
import { residualBasic } from './blocks/residual-basic'
import { residualHalving } from './blocks/residual-halving'
import { defineTemplate, draw } from './template'

export const digitsResnet = defineTemplate({
  id: 'digits-resnet8',
  ...text.digitsResnet,
  content: {
    name: text.digitsResnet.title,
    networks: [
      {
        name: 'network',
        drawing: {
          ...draw(
            {
              digits: [0, 0, 'input', 'Digits'],
              stem: [
                1,
                0,
                'conv2d',
                'Conv 2D',
                { filters: 8, kernelSize: 3, strides: 2, padding: 'same', useBias: false },
              ],
              norm: [2, 0, 'batchNormalization', 'Batch norm', { momentum: 0.9 }],
              relu: [3, 0, 'activation', 'ReLU', { activation: 'relu' }],
              same: [4, 0, BLOCK, 'Residual', { [BLOCK_OF]: residualBasic.id, filters: 8 }],
              half1: [0, 1, BLOCK, 'Halving 1', { [BLOCK_OF]: residualHalving.id, filters: 16 }],
              half2: [1, 1, BLOCK, 'Halving 2', { [BLOCK_OF]: residualHalving.id, filters: 32 }],
              pool: [2, 1, 'globalAveragePooling2d', 'Average pool'],
              dense: [3, 1, 'dense', 'Dense', { units: 10, activation: 'softmax' }],
              digit: [4, 1, 'output', 'Digit'],
            },
            [
              'digits > stem',
              'stem > norm',
              'norm > relu',
              'relu > same',
              'same > half1',
              'half1 > half2',
              'half2 > pool',
              'pool > dense',
              'dense > digit',
            ],
          ),
          blocks: { [residualBasic.id]: residualBasic, [residualHalving.id]: residualHalving },
        },
      },
    ],
    data: { dataset: 'mnist-starter' },
    plan: { ...defaultPlan(mnistStarter), learningRate: 0.005, epochs: 12 },
  },
})
