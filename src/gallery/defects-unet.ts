/** @file Defects on cloth, what and where: one network, a class and a mask. */
import { textureDefects } from '../catalog/datasets/texture-defects'
import { defaultPlan } from '../compile/default-plan'
import { unetDown } from './blocks/unet-down'
import { unetUp } from './blocks/unet-up'
import { defineTemplate, draw } from './template'

const down = (filters: number) => ({ block: 'unet-down', filters })
const up = (filters: number) => ({ block: 'unet-up', filters })

const look = { kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer: 'heUniform' }

export const defectsUnet = defineTemplate({
  id: 'defects-unet',
  title: 'Defects on cloth, what and where',
  about:
    'Two answers from what one network sees: at the deepest place, where a pixel has seen a large part of the cloth, what spoils it; and back up through the sizes, which pixels.',
  reaches: 'what: 98 % of the test pieces; where: 86 % of what is spoilt or marked as spoilt is both (IoU)',
  simple: 'at most 65.6 % of the validation rows (a straight border), with it 100 %',
  content: {
    name: 'Defects on cloth, what and where',
    networks: [
      {
        name: 'network',
        drawing: {
          ...draw(
            {
              cloth: [0, 0, 'input', 'Cloth'],
              down1: [1, 0, 'block', 'Down 1', down(8)],
              down2: [1.9, 1, 'block', 'Down 2', down(16)],
              deep: [2.8, 2, 'conv2d', 'Deep', { ...look, filters: 32 }],
              up2: [3.7, 1, 'block', 'Up 2', up(16)],
              up1: [4.6, 0, 'block', 'Up 1', up(8)],
              mark: [5.6, 0, 'conv2d', 'Mark', { filters: 1, kernelSize: 1, padding: 'same', activation: 'sigmoid' }],
              where: [6.6, 0, 'output', 'Where', { target: 'where' }],
              strongest: [3.9, 2, 'globalMaxPooling2d', 'Strongest'],
              which: [4.9, 2, 'dense', 'Which', { units: 4, activation: 'softmax' }],
              defect: [5.9, 2, 'output', 'Defect'],
            },
            [
              'cloth > down1',
              'down1 > down2',
              'down2 > deep',
              'deep > up2',
              'down2.1 > up2',
              'up2 > up1',
              'down1.1 > up1',
              'up1 > mark',
              'mark > where',
              'deep > strongest',
              'strongest > which',
              'which > defect',
            ],
          ),
          blocks: { [unetDown.id]: unetDown, [unetUp.id]: unetUp },
        },
      },
    ],
    data: { dataset: 'texture-defects' },
    plan: {
      ...defaultPlan(textureDefects),
      loss: { Where: { kind: 'binaryCrossentropy' }, Defect: { kind: 'categoricalCrossentropy' } },
      // Rate (0.001 or 0.003) and epochs (up to 40) are those of the lowest validation loss; the test rows were looked at after.
      learningRate: 0.003,
      batchSize: 16,
      epochs: 40,
    },
  },
})
