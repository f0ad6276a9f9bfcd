/** @file Example: a U-Net that marks the discs in an image, pixel by pixel. */
import { shapes } from '../catalog/datasets/shapes'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { unetBlocks, unetNodes, unetWires } from './blocks/unet-body'
import { defineTemplate, draw } from './template'

export const shapesUnet = defineTemplate({
  id: 'shapes-unet',
  ...text.shapesUnet,
  content: {
    name: text.shapesUnet.title,
    networks: [
      {
        name: 'network',
        drawing: {
          ...draw(
            {
              picture: [0, 0, 'input', 'Picture'],
              ...unetNodes(24),
              discs: [6.6, 0, 'output', 'Discs'],
            },
            ['picture > down1', ...unetWires, 'mark > discs'],
          ),
          blocks: unetBlocks,
        },
      },
    ],
    data: { dataset: 'shapes' },
    plan: { ...defaultPlan(shapes), learningRate: 0.002, batchSize: 8, epochs: 32 },
  },
})
