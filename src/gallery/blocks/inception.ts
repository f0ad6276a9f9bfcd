/**
 * @file Inception: convolutions of three sizes and a pool in parallel. Szegedy et al., Going Deeper with Convolutions,
 * 2014.
 */
import { int } from '../../catalog/params'
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { defineBlock, draw } from './block-def'

const look = { padding: 'same', activation: 'relu' } as const

export const inception = defineBlock({
  id: 'inception',
  name: 'Inception',
  summary: text.inception.summary,
  params: { width: int({ ...text.inception.width, min: 1, max: 256, default: 4 }) },
  inside: draw(
    {
      in: [0, 1, 'block-in', 'in'],
      one: [2, 0, 'conv2d', 'Small', { ...look, filters: '=width*2', kernelSize: 1 }],
      fewer3: [1, 1, 'conv2d', 'Fewer 3', { ...look, filters: '=width*3', kernelSize: 1 }],
      three: [2, 1, 'conv2d', 'Middle', { ...look, filters: '=width*4', kernelSize: 3 }],
      fewer5: [1, 2, 'conv2d', 'Fewer 5', { ...look, filters: '=ceil(width/2)', kernelSize: 1 }],
      five: [2, 2, 'conv2d', 'Large', { ...look, filters: '=width', kernelSize: 5 }],
      pool: [1, 3, 'maxPooling2d', 'Pool', { poolSize: 3, strides: 1, padding: 'same' }],
      pooled: [2, 3, 'conv2d', 'Pooled', { ...look, filters: '=width', kernelSize: 1 }],
      join: [3, 1, 'concatenate', 'Side by side'],
      out: [4, 1, 'block-out', 'out'],
    },
    [
      'in > one',
      'in > fewer3',
      'fewer3 > three',
      'in > fewer5',
      'fewer5 > five',
      'in > pool',
      'pool > pooled',
      'one > join',
      'three > join',
      'five > join',
      'pooled > join',
      'join > out',
    ],
  ),
})
