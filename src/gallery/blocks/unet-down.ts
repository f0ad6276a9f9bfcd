/**
 * @file U-Net, down: two convolutions, then the image size is halved; their result is also used by the skip connection.
 * Ronneberger et al., U-Net, 2015.
 */
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { defineBlock, draw, twiceFilters } from './block-def'

const look = {
  padding: 'same',
  activation: 'relu',
  kernelInitializer: 'heUniform',
  filters: '=filters',
  kernelSize: 3,
} as const

export const unetDown = defineBlock({
  id: 'unet-down',
  name: 'U-Net down',
  summary: text.unetDown.summary,
  params: { filters: twiceFilters(16) },
  inside: draw(
    {
      in: [0, 0, 'block-in', 'in'],
      conv1: [1, 0, 'conv2d', 'Conv 1', look],
      conv2: [2, 0, 'conv2d', 'Conv 2', look],
      pool: [3, 1, 'maxPooling2d', 'Halve', { poolSize: 2 }],
      down: [4, 1, 'block-out', 'down'],
      across: [4, 0, 'block-out', 'across'],
    },
    ['in > conv1', 'conv1 > conv2', 'conv2 > pool', 'pool > down', 'conv2 > across'],
  ),
})
