/**
 * @file Inverted residual: widen, convolve each channel separately, narrow again. Sandler et al., MobileNetV2, 2018.
 */
import { int } from '../../catalog/params'
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { conv, defineBlock, draw, norm } from './block-def'

export const invertedResidual = defineBlock({
  id: 'inverted-residual',
  name: 'Inverted residual',
  summary: text.invertedResidual.summary,
  params: {
    channels: int({ ...text.channels, min: 1, max: 1024, default: 16 }),
    widen: int({ ...text.invertedResidual.widen, min: 1, max: 12, default: 6 }),
  },
  inside: draw(
    {
      in: [0, 0, 'block-in', 'in'],
      widen: [1, 0, 'conv2d', 'Widen', { ...conv, filters: '=channels*widen', kernelSize: 1 }],
      norm1: [2, 0, 'batchNormalization', 'Norm 1', norm],
      relu1: [3, 0, 'activation', 'ReLU6 1', { activation: 'relu6' }],
      look: [4, 0, 'depthwiseConv2d', 'Look', { ...conv, kernelSize: 3 }],
      norm2: [5, 0, 'batchNormalization', 'Norm 2', norm],
      relu2: [6, 0, 'activation', 'ReLU6 2', { activation: 'relu6' }],
      narrow: [7, 0, 'conv2d', 'Narrow', { ...conv, filters: '=channels', kernelSize: 1 }],
      norm3: [8, 0, 'batchNormalization', 'Norm 3', norm],
      add: [9, 0, 'add', 'Add'],
      out: [10, 0, 'block-out', 'out'],
    },
    [
      'in > widen',
      'widen > norm1',
      'norm1 > relu1',
      'relu1 > look',
      'look > norm2',
      'norm2 > relu2',
      'relu2 > narrow',
      'narrow > norm3',
      'norm3 > add',
      'in > add',
      'add > out',
    ],
  ),
})
