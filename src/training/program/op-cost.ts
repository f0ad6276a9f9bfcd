/**
 * @file opCost: computes the minimum cost of an op, which is its floating-point operations, and its memory traffic in
 * bytes if each number is read and written only once.
 */

import type { OpTime } from '../train-step'
import type { Recording } from './machine'
import type { ConvShape, Op } from './ops'

interface OpCost {
  readonly flops: number
  readonly bytes: number
}

const WORD = 4

/** The cost of one run of an op. Functions like exp count as one operation. */
export function opCost(op: Op): OpCost {
  switch (op.op) {
    case 'gatherRows':
      return cost(0, op.rows * op.width * (op.table ? 1.25 : 2))
    case 'product': {
      const times = op.batches ? op.batches.outer * op.batches.inner : 1
      const { m, k, n } = op
      return cost(2 * m * k * n * times, (m * k + k * n + m * n) * times)
    }
    case 'columnSum':
      return cost(op.m * op.n, op.m * op.n + op.n)
    case 'fill':
      return cost(0, op.size)
    case 'activate':
      return cost(op.size, 2 * op.size)
    case 'activateGrad':
      return cost(2 * op.size, 3 * op.size)
    case 'softmax':
      return cost(4 * op.rows * op.width, 2 * op.rows * op.width)
    case 'softmaxGrad':
      return cost(4 * op.rows * op.width, 3 * op.rows * op.width)
    case 'combine':
      return cost(op.size, 3 * op.size)
    case 'combineGrad':
      return cost(op.size, 4 * op.size)
    case 'dropout':
      return cost(op.size, 2 * op.size)
    case 'strided': {
      const out = product(op.sizes)
      const read = out * product(op.sum ?? [])
      return cost(op.sum ? read : 0, out + read)
    }
    case 'conv2d':
    case 'conv2dInputGrad':
    case 'conv2dFilterGrad':
      return convCost(op.shape, op.shape.inChannels * op.shape.outChannels)
    case 'depthwise':
    case 'depthwiseInputGrad':
    case 'depthwiseFilterGrad':
      return convCost(op.shape, op.shape.outChannels)
    case 'maxPool':
    case 'averagePool':
      return cost(outSize(op.shape) * window(op.shape), inSize(op.shape) + outSize(op.shape))
    case 'maxPoolGrad':
      return cost(outSize(op.shape), inSize(op.shape) + 2 * outSize(op.shape))
    case 'averagePoolGrad':
      return cost(outSize(op.shape) * window(op.shape), inSize(op.shape) + outSize(op.shape))
    case 'batchNorm':
      return cost(8 * op.rows * op.features, 3 * op.rows * op.features)
    case 'normalize':
      return cost(2 * op.rows * op.features, 2 * op.rows * op.features)
    case 'layerNorm':
      return cost(8 * op.rows * op.features, 3 * op.rows * op.features)
    case 'batchNormGrad':
    case 'layerNormGrad':
      return cost(11 * op.rows * op.features, 5 * op.rows * op.features)
    case 'embedding':
      return cost(0, 2 * op.count * op.width)
    case 'embeddingGrad':
      return cost(op.count * op.width, op.count * op.width + op.vocabulary * op.width)
    case 'lstmCell':
      return cost(20 * op.rows * op.units, 11 * op.rows * op.units)
    case 'lstmCellGrad':
      return cost(30 * op.rows * op.units, 13 * op.rows * op.units)
    case 'gruGates':
    case 'gruGatesGrad':
      return cost(10 * op.rows * op.units, 6 * op.rows * op.units)
    case 'gruState':
    case 'gruStateGrad':
      return cost(10 * op.rows * op.units, 6 * op.rows * op.units)
    case 'loss':
      return cost(8 * op.rows * op.width, 3 * op.rows * op.width)
    case 'penalty':
      return cost(4 * op.size, 3 * op.size)
    case 'finish':
      return cost(2 * op.weights.length, 3 * op.weights.length)
    case 'addGradients':
      return cost(op.size, 3 * op.size)
    case 'squares':
      return cost(
        2 * op.segments.reduce((sum, { size }) => sum + size, 0),
        op.segments.reduce((sum, { size }) => sum + size, 0),
      )
    case 'update':
      return cost((6 + 4 * op.slots.length) * op.size, (3 + 2 * op.slots.length) * op.size)
    default:
      return op satisfies never
  }
}

function cost(flops: number, words: number): OpCost {
  return { flops, bytes: words * WORD }
}

/** `perPlace` is the number of weights at each position of the kernel. */
function convCost(shape: ConvShape, perPlace: number): OpCost {
  const places = shape.batch * shape.outHeight * shape.outWidth
  const weights = window(shape) * perPlace
  return cost(2 * places * weights, inSize(shape) + outSize(shape) + weights)
}

function window({ kernelHeight, kernelWidth }: ConvShape): number {
  return kernelHeight * kernelWidth
}

function inSize({ batch, inHeight, inWidth, inChannels }: ConvShape): number {
  return batch * inHeight * inWidth * inChannels
}

function outSize({ batch, outHeight, outWidth, outChannels }: ConvShape): number {
  return batch * outHeight * outWidth * outChannels
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, n) => all * n, 1)
}

/** Returns one entry per op; the times in `ms` are in the same order as the recording's ops. */
export function opTimesOf(recording: Recording, ms: Float64Array): readonly OpTime[] {
  return recording.ops.map(({ op, layer, phase }, i) => ({ layer, phase, op: op.op, ms: ms[i] ?? 0, ...opCost(op) }))
}
