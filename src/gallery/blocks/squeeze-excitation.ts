/** @file Squeeze-and-excitation: scales each channel according to the content of the whole image. Hu et al., 2017. */
import { int, window } from '../../catalog/params'
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { defineBlock, draw } from './block-def'

export const squeezeExcitation = defineBlock({
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
    [
      'in > squeeze',
      'squeeze > few',
      'few > gates',
      'gates > point',
      'point > spread',
      'in > multiply',
      'spread > multiply',
      'multiply > out',
    ],
  ),
})
