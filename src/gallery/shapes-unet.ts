/** @file Shapes, a U-Net: marks the discs of a picture, pixel by pixel. */
import { shapes } from '../catalog/datasets/shapes'
import { defaultPlan } from '../compile/default-plan'
import { unetDown } from './blocks/unet-down'
import { unetUp } from './blocks/unet-up'
import { defineTemplate, draw } from './template'

const down = (filters: number) => ({ block: 'unet-down', filters })
const up = (filters: number) => ({ block: 'unet-up', filters })

const look = { kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer: 'heUniform' }

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
              down1: [1, 0, 'block', 'Down 1', down(8)],
              down2: [1.9, 1, 'block', 'Down 2', down(16)],
              deep: [2.8, 2, 'conv2d', 'Deep', { ...look, filters: 24 }],
              up2: [3.7, 1, 'block', 'Up 2', up(16)],
              up1: [4.6, 0, 'block', 'Up 1', up(8)],
              mark: [5.6, 0, 'conv2d', 'Mark', { filters: 1, kernelSize: 1, padding: 'same', activation: 'sigmoid' }],
              discs: [6.6, 0, 'output', 'Discs'],
            },
            [
              'picture > down1',
              'down1 > down2',
              'down2 > deep',
              'deep > up2',
              'down2.1 > up2',
              'up2 > up1',
              'down1.1 > up1',
              'up1 > mark',
              'mark > discs',
            ],
          ),
          blocks: { [unetDown.id]: unetDown, [unetUp.id]: unetUp },
        },
      },
    ],
    data: { dataset: 'shapes' },
    plan: { ...defaultPlan(shapes), learningRate: 0.002, batchSize: 8, epochs: 32 },
  },
})
