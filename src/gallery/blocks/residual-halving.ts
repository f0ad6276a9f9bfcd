/**
 * @file Downsampling residual block: halves the image size and increases the filters; a convolution adapts the shortcut
 * to the new shape. He et al., 2015.
 */
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { conv, defineBlock, draw, norm, twiceFilters } from './block-def'

export const residualHalving = defineBlock({
  id: 'residual-halving',
  name: 'Residual, halving',
  summary: text.residualHalving.summary,
  params: { filters: twiceFilters(32) },
  inside: draw(
    {
      in: [0, 0, 'block-in', 'in'],
      conv1: [1, 0, 'conv2d', 'Conv 1', { ...conv, filters: '=filters', kernelSize: 3, strides: 2 }],
      norm1: [2, 0, 'batchNormalization', 'Norm 1', norm],
      relu1: [3, 0, 'activation', 'ReLU 1', { activation: 'relu' }],
      conv2: [4, 0, 'conv2d', 'Conv 2', { ...conv, filters: '=filters', kernelSize: 3 }],
      norm2: [5, 0, 'batchNormalization', 'Norm 2', norm],
      fit: [2, 1, 'conv2d', 'Way around', { ...conv, filters: '=filters', kernelSize: 1, strides: 2 }],
      norm3: [3, 1, 'batchNormalization', 'Norm 3', norm],
      add: [6, 0, 'add', 'Add'],
      relu2: [7, 0, 'activation', 'ReLU 2', { activation: 'relu' }],
      out: [8, 0, 'block-out', 'out'],
    },
    [
      'in > conv1',
      'conv1 > norm1',
      'norm1 > relu1',
      'relu1 > conv2',
      'conv2 > norm2',
      'in > fit',
      'fit > norm3',
      'norm2 > add',
      'norm3 > add',
      'add > relu2',
      'relu2 > out',
    ],
  ),
})
