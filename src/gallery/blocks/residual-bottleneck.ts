/**
 * @file Bottleneck residual block: narrow, convolve, widen; the shortcut is widened too. He et al., Deep Residual
 * Learning, 2015.
 */
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { conv, defineBlock, draw, filters, norm, stride } from './block-def'

export const residualBottleneck = defineBlock({
  id: 'residual-bottleneck',
  name: 'Bottleneck',
  summary: text.residualBottleneck.summary,
  params: { filters: filters(16), stride },
  inside: draw(
    {
      in: [0, 0, 'block-in', 'in'],
      narrow: [1, 0, 'conv2d', 'Narrow', { ...conv, filters: '=filters', kernelSize: 1 }],
      norm1: [2, 0, 'batchNormalization', 'Norm 1', norm],
      relu1: [3, 0, 'activation', 'ReLU 1', { activation: 'relu' }],
      look: [4, 0, 'conv2d', 'Look', { ...conv, filters: '=filters', kernelSize: 3, strides: '=stride' }],
      norm2: [5, 0, 'batchNormalization', 'Norm 2', norm],
      relu2: [6, 0, 'activation', 'ReLU 2', { activation: 'relu' }],
      widen: [7, 0, 'conv2d', 'Widen', { ...conv, filters: '=filters*4', kernelSize: 1 }],
      norm3: [8, 0, 'batchNormalization', 'Norm 3', norm],
      fit: [4, 1, 'conv2d', 'Way around', { ...conv, filters: '=filters*4', kernelSize: 1, strides: '=stride' }],
      norm4: [5, 1, 'batchNormalization', 'Norm 4', norm],
      add: [9, 0, 'add', 'Add'],
      relu3: [10, 0, 'activation', 'ReLU 3', { activation: 'relu' }],
      out: [11, 0, 'block-out', 'out'],
    },
    [
      'in > narrow',
      'narrow > norm1',
      'norm1 > relu1',
      'relu1 > look',
      'look > norm2',
      'norm2 > relu2',
      'relu2 > widen',
      'widen > norm3',
      'in > fit',
      'fit > norm4',
      'norm3 > add',
      'norm4 > add',
      'add > relu3',
      'relu3 > out',
    ],
  ),
})
