import { expect, test } from 'vitest'
import '../testing/node-wasm'
import { rng } from '../../base/rng'
import { compareOps } from '../program/op-cases'
import { type OpCase, type OpFixture, openFixture } from '../program/op-cases/op-fixture'
import type { ConvShape } from '../program/ops'
import { openCpu } from './machine'

const random = rng(11, { kind: 'generate' })

/**
 * The shape of a depthwise convolution on images wide enough to process several pixels at once, with padding on both
 * sides.
 */
function shapeOf(many: number, stride: number, dilation: number, pad: number): ConvShape {
  const [inHeight, inWidth, inChannels] = [9, 17, 6] as const
  const outOf = (size: number) => Math.floor((size + 2 * pad - 2 * dilation - 1) / stride) + 1
  return {
    batch: 3,
    inHeight,
    inWidth,
    inChannels,
    outHeight: outOf(inHeight),
    outWidth: outOf(inWidth),
    outChannels: inChannels * many,
    kernelHeight: 3,
    kernelWidth: 3,
    strideHeight: stride,
    strideWidth: stride,
    padTop: pad,
    padLeft: pad,
    dilationHeight: dilation,
    dilationWidth: dilation,
  }
}

function depthwiseCases(shape: ConvShape): OpCase[] {
  const many = shape.outChannels / shape.inChannels
  const name = `${many} of each, stride ${shape.strideWidth}, dilation ${shape.dilationWidth}, padding ${shape.padLeft}`
  const input = shape.batch * shape.inHeight * shape.inWidth * shape.inChannels
  const output = shape.batch * shape.outHeight * shape.outWidth * shape.outChannels
  const words = 9 * shape.outChannels
  const [a, b, c] = [openFixture(random), openFixture(random), openFixture(random)]
  const gate = { activation: { name: 'tanh' }, result: b.floats(input, 'unit') } as const
  const [dy, w, out] = [b.floats(output), b.floats(words), b.floats(input)]
  return [
    a.done(`depthwise ${name}`, {
      op: 'depthwise',
      x: a.floats(input),
      w: a.floats(words),
      out: a.floats(output),
      shape,
      bias: a.floats(shape.outChannels),
      activation: { name: 'relu' },
    }),
    b.done(`by x, ${name}`, { op: 'depthwiseInputGrad', dy, w, out, shape, gate, accumulate: true }),
    c.done(`by w, ${name}`, {
      op: 'depthwiseFilterGrad',
      x: c.floats(input),
      dy: c.floats(output),
      out: c.floats(words),
      shape,
    }),
  ]
}

function normCases(): OpCase[] {
  const [rows, features] = [200, 9] as const
  const norm = (s: OpFixture) => ({
    x: s.floats(rows * features),
    gamma: s.floats(features),
    mean: s.floats(features, 'unit'),
    inverse: s.floats(features, 'positive'),
    out: s.floats(rows * features),
    rows,
    features,
  })
  const [a, b] = [openFixture(random), openFixture(random)]
  const more = { beta: a.floats(features), movingMean: a.floats(features), movingVariance: a.floats(features) }
  return [
    a.done('batchNorm', { op: 'batchNorm', ...norm(a), ...more, momentum: 0.9, epsilon: 1e-3 }),
    b.done('batchNormGrad', {
      op: 'batchNormGrad',
      ...norm(b),
      dy: b.floats(rows * features),
      gammaGrad: b.floats(features),
      betaGrad: b.floats(features),
    }),
  ]
}

function sumCases(): OpCase[] {
  const [a, b, c] = [openFixture(random), openFixture(random), openFixture(random)]
  const segments = [
    { offset: 0, size: 1021 },
    { offset: 1021, size: 2979 },
  ]
  const fresh = false
  return [
    a.done('squares', { op: 'squares', gradients: a.floats(4000), segments, out: a.floats(2), total: false }),
    b.done('penalty', {
      op: 'penalty',
      w: b.floats(2500),
      gradient: b.floats(2500),
      size: 2500,
      l1: 1e-2,
      l2: 1e-3,
      penalty: b.floats(1),
      fresh,
    }),
    c.done('a mean over places', {
      op: 'strided',
      x: c.floats(5 * 196 * 7),
      out: c.floats(35),
      sizes: [5, 7],
      from: [196 * 7, 1],
      to: [7, 1],
      sum: [14, 14],
      along: [98, 7],
      scale: 1 / 196,
    }),
  ]
}

const CASES = [
  ...[shapeOf(1, 1, 1, 1), shapeOf(1, 1, 2, 2), shapeOf(1, 2, 1, 1), shapeOf(1, 1, 1, 0)].flatMap(depthwiseCases),
  ...[shapeOf(2, 1, 1, 1), shapeOf(3, 2, 1, 0)].flatMap(depthwiseCases),
  ...normCases(),
  ...sumCases(),
]

test('paths that only larger shapes use (blocks of sums, several pixels at once) match the interpreter', async () => {
  const reports = await compareOps(await openCpu(), CASES)
  expect(reports).toHaveLength(CASES.length)
  expect(reports.filter(({ worst }) => !(worst < 1e-5))).toEqual([])
})
