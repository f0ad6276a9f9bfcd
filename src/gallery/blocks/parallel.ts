/** @file Blocks whose branches look at the same input: Inception, and squeeze-and-excitation. */
import { int, window } from '../../catalog/params'
import type { Block } from '../../graph/block'
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { draw } from '../template'

const look = { padding: 'same', activation: 'relu' } as const

/**
 * Inception: convolutions of three sizes and a pool in parallel. Szegedy et al., Going Deeper with Convolutions, 2014.
 */
export const inception: Block = {
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
      'in > fewer3 > three',
      'in > fewer5 > five',
      'in > pool > pooled',
      'one > join',
      'three > join',
      'five > join',
      'pooled > join > out',
    ],
  ),
}

/** Squeeze-and-excitation: scales each channel according to the content of the whole image. Hu et al., 2017. */
export const squeezeExcitation: Block = {
  id: 'squeeze-excitation',
  name: 'Squeeze-and-excitation',
  summary: text.squeezeExcitation.summary,
  params: {
    channels: int({ ...text.channels, min: 1, max: 2048, default: 16 }),
    ratio: int({ ...text.squeezeExcitation.ratio, min: 1, max: 32, default: 4 }),
    // A merge needs equal shapes, so the gates are repeated over the whole image.
    size: window({ ...text.squeezeExcitation.size, axes: 2, min: 1, max: 512, default: 28 }),
  },
  inside: draw(
    {
      in: [0, 0, 'block-in', 'in'],
      squeeze: [1, 1, 'globalAveragePooling2d', 'Squeeze'],
      few: [2, 1, 'dense', 'Few', { units: '=max(1, floor(channels/ratio))', activation: 'relu' }],
      gates: [3, 1, 'dense', 'Gates', { units: '=channels', activation: 'sigmoid' }],
      point: [4, 1, 'reshape', 'One place', { targetShape: [1, 1, -1] }],
      spread: [5, 1, 'upSampling2d', 'Everywhere', { size: '=size' }],
      multiply: [6, 0, 'multiply', 'Multiply'],
      out: [7, 0, 'block-out', 'out'],
    },
    ['in > squeeze > few > gates > point > spread', 'in > multiply', 'spread > multiply > out'],
  ),
}
