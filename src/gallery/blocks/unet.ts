/** @file The two halves of a level of a U-Net. */
import type { Block } from '../../graph/block'
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { draw } from '../template'
import { filters, twiceFilters } from './block-def'

const look = {
  padding: 'same',
  activation: 'relu',
  kernelInitializer: 'heUniform',
  filters: '=filters',
  kernelSize: 3,
} as const

/**
 * U-Net, down: two convolutions, then the image size is halved; their result is also used by the skip connection.
 * Ronneberger et al., U-Net, 2015.
 */
export const unetDown: Block = {
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
    ['in > conv1 > conv2 > pool > down', 'conv2 > across'],
  ),
}

/**
 * U-Net, up: doubles the image size and concatenates the skip connection from the same level on the way down.
 * Ronneberger et al., U-Net, 2015.
 */
export const unetUp: Block = {
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
    ['up > double > join', 'across > join > conv1 > conv2 > out'],
  ),
}
