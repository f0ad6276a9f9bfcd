/**
 * @file Basic residual block: two convolutions learn what to add to the input. He et al., Deep Residual Learning, 2015.
 */
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { conv, defineBlock, draw, filters, norm } from './block-def'

export const residualBasic = defineBlock({
  id: 'residual-basic',
  name: 'Residual',
  summary: text.residualBasic.summary,
  params: { filters: filters(16) },
  inside: draw(
    {
      in: [0, 0, 'block-in', 'in'],
      conv1: [1, 0, 'conv2d', 'Conv 1', { ...conv, filters: '=filters', kernelSize: 3 }],
      norm1: [2, 0, 'batchNormalization', 'Norm 1', norm],
      relu1: [3, 0, 'activation', 'ReLU 1', { activation: 'relu' }],
      conv2: [4, 0, 'conv2d', 'Conv 2', { ...conv, filters: '=filters', kernelSize: 3 }],
      norm2: [5, 0, 'batchNormalization', 'Norm 2', norm],
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
      'norm2 > add',
      'in > add',
      'add > relu2',
      'relu2 > out',
    ],
  ),
})
