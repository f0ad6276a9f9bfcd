/**
 * @file U-Net, up: doubles the image size and concatenates the skip connection from the same level on the way down.
 * Ronneberger et al., U-Net, 2015.
 */
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { defineBlock, draw, filters } from './block-def'

const look = {
  padding: 'same',
  activation: 'relu',
  kernelInitializer: 'heUniform',
  filters: '=filters',
  kernelSize: 3,
} as const

export const unetUp = defineBlock({
  id: 'unet-up',
  name: 'U-Net up',
  summary: text.unetUp.summary,
  params: { filters: filters(16) },
  inside: draw(
    {
      up: [0, 1, 'block-in', 'up'],
      across: [0, 0, 'block-in', 'across'],
      double: [1, 1, 'conv2dTranspose', 'Double', { filters: '=filters', kernelSize: 2, strides: 2 }],
      join: [2, 0, 'concatenate', 'Side by side'],
      conv1: [3, 0, 'conv2d', 'Conv 1', look],
      conv2: [4, 0, 'conv2d', 'Conv 2', look],
      out: [5, 0, 'block-out', 'out'],
    },
    ['up > double', 'double > join', 'across > join', 'join > conv1', 'conv1 > conv2', 'conv2 > out'],
  ),
})
