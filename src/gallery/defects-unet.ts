/** @file Example: a U-Net with two outputs, the class of a defect and its mask. */
import { textureDefects } from '../catalog/datasets/texture-defects'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { unetBlocks, unetNodes, unetWires } from './blocks/unet-body'
import { defineTemplate, draw } from './template'

export const defectsUnet = defineTemplate({
  id: 'defects-unet',
  ...text.defectsUnet,
  content: {
    name: text.defectsUnet.title,
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
      // This combination of learning rate (0.001 or 0.003) and epochs (up to 40) had the lowest validation loss. The
      // test set was used only afterwards.
      learningRate: 0.003,
      batchSize: 16,
      epochs: 40,
    },
  },
})
