/** @file Defects on cloth, what and where: one network, a class and a mask. */
import { textureDefects } from '../catalog/datasets/texture-defects'
import { defaultPlan } from '../compile/default-plan'
import { unetBlocks, unetNodes, unetWires } from './blocks/unet-body'
import { defineTemplate, draw } from './template'

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
              ...unetNodes(32),
              where: [6.6, 0, 'output', 'Where', { target: 'where' }],
              strongest: [3.9, 2, 'globalMaxPooling2d', 'Strongest'],
              which: [4.9, 2, 'dense', 'Which', { units: 4, activation: 'softmax' }],
              defect: [5.9, 2, 'output', 'Defect'],
            },
            ['cloth > down1', ...unetWires, 'mark > where', 'deep > strongest', 'strongest > which', 'which > defect'],
          ),
          blocks: unetBlocks,
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
