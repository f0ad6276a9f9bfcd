/** @file Shapes, a U-Net: marks the discs of a picture, pixel by pixel. */
import { shapes } from '../catalog/datasets/shapes'
import { defaultPlan } from '../compile/default-plan'
import { unetBlocks, unetNodes, unetWires } from './blocks/unet-body'
import { defineTemplate, draw } from './template'

export const shapesUnet = defineTemplate({
  id: 'shapes-unet',
  title: 'Shapes, a U-Net',
  about:
    'Marks every pixel of a disc and leaves squares and triangles alone. Two halvings to see what a thing is, two doublings to say where; what was seen at each size goes across.',
  reaches: '84 % of what is a disc or marked as one is both, on the test pictures (IoU)',
  content: {
    name: 'Shapes, a U-Net',
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
