/** @file Residual blocks, which add what they compute to their input. */
import { int } from '../../catalog/params'
import type { Block } from '../../graph/block'
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { draw } from '../template'
import { conv, filters, norm, stride, twiceFilters } from './block-def'

/** Basic residual block: two convolutions learn what to add to the input. He et al., Deep Residual Learning, 2015. */
export const residualBasic: Block = {
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
    ['in > conv1 > norm1 > relu1 > conv2 > norm2 > add', 'in > add > relu2 > out'],
  ),
}

/**
 * Downsampling residual block: halves the image size and increases the filters; a convolution adapts the shortcut to
 * the new shape. He et al., 2015.
 */
export const residualHalving: Block = {
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
    ['in > conv1 > norm1 > relu1 > conv2 > norm2', 'in > fit > norm3', 'norm2 > add', 'norm3 > add > relu2 > out'],
  ),
}

/**
 * Bottleneck residual block: narrow, convolve, widen; the shortcut is widened too. He et al., Deep Residual Learning,
 * 2015.
 */
export const residualBottleneck: Block = {
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
      'in > narrow > norm1 > relu1 > look > norm2 > relu2 > widen > norm3',
      'in > fit > norm4',
      'norm3 > add',
      'norm4 > add > relu3 > out',
    ],
  ),
}

/** Inverted residual: widen, convolve each channel separately, narrow again. Sandler et al., MobileNetV2, 2018. */
export const invertedResidual: Block = {
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
    ['in > widen > norm1 > relu1 > look > norm2 > relu2 > narrow > norm3 > add', 'in > add > out'],
  ),
}
