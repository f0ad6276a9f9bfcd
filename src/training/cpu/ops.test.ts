import { describe, expect, test } from 'vitest'
import '../testing/node-wasm'
import { rng } from '../../base/rng'
import { compareOps, opCases } from '../program/op-cases'
import { type OpCase, openFixture } from '../program/op-cases/op-fixture'
import type { ConvShape } from '../program/ops'
import { openCpu } from './machine'

const cpu = openCpu()

/** A convolution over an image; `more` overrides parts of its shape. */
function convolution(batch: number, size: number, channels: number, more: Partial<ConvShape> = {}): ConvShape {
  const { kernelHeight = 3, strideHeight = 1, padTop = 1, dilationHeight = 1 } = more
  const out = Math.floor((size + 2 * padTop - (kernelHeight - 1) * dilationHeight - 1) / strideHeight) + 1
  return {
    batch,
    inHeight: size,
    inWidth: size,
    inChannels: channels,
    outHeight: out,
    outWidth: out,
    outChannels: 5,
    kernelHeight,
    kernelWidth: kernelHeight,
    strideHeight,
    strideWidth: strideHeight,
    padTop,
    padLeft: padTop,
    dilationHeight,
    dilationWidth: dilationHeight,
  }
}

/**
 * Cases with large or unusual shapes: sums of several blocks, several groups of images, pixels that no kernel tap
 * reads.
 */
function largeCases(): OpCase[] {
  const random = rng(7, { kind: 'generate' })
  const product = (accumulate: boolean) => {
    const s = openFixture(random)
    const [m, k, n] = [5, 1100, 19] as const
    return s.done(`product of three blocks${accumulate ? ', on top' : ''}`, {
      op: 'product',
      a: s.matrix(m, k),
      b: s.matrix(k, n),
      out: s.matrix(m, n),
      m,
      k,
      n,
      accumulate,
      // Keeps sums about as large as in a real layer; with larger sums, tanh would amplify differences in the last
      // bits.
      scale: 1 / 32,
      bias: s.floats(n),
      activation: { name: 'tanh' },
    })
  }
  const sum = openFixture(random)
  const convolutions = [
    convolution(7, 30, 3),
    convolution(3, 9, 2, { kernelHeight: 1, strideHeight: 3, padTop: 0 }),
    convolution(3, 11, 4, { kernelHeight: 2, strideHeight: 3, padTop: 0 }),
    convolution(2, 12, 3, { strideHeight: 2, dilationHeight: 3, padTop: 2 }),
  ]
  return [
    product(false),
    product(true),
    sum.done('columnSum of three blocks', {
      op: 'columnSum',
      x: sum.matrix(1030, 7),
      out: sum.floats(7),
      m: 1030,
      n: 7,
      accumulate: true,
    }),
    ...convolutions.flatMap((shape) => {
      const words = 9 * shape.inChannels * shape.outChannels
      const input = shape.batch * shape.inHeight * shape.inWidth * shape.inChannels
      const output = shape.batch * shape.outHeight * shape.outWidth * shape.outChannels
      const of = `${shape.inHeight} by ${shape.kernelHeight}, stride ${shape.strideHeight}, dilation ${shape.dilationHeight}`
      const [a, b, c] = [openFixture(random), openFixture(random), openFixture(random)]
      return [
        a.done(`conv2d ${of}`, {
          op: 'conv2d',
          x: a.floats(input),
          w: a.floats(words),
          out: a.floats(output),
          shape,
          bias: a.floats(5),
          activation: { name: 'relu' },
        }),
        b.done(`conv2dInputGrad ${of}`, {
          op: 'conv2dInputGrad',
          dy: b.floats(output),
          w: b.floats(words),
          out: b.floats(input),
          shape,
          gate: { activation: { name: 'relu' }, result: b.floats(input) },
        }),
        c.done(`conv2dFilterGrad ${of}`, {
          op: 'conv2dFilterGrad',
          x: c.floats(input),
          dy: c.floats(output),
          out: c.floats(words),
          shape,
        }),
      ]
    }),
  ]
}

describe('every op matches the interpreter', () => {
  test.each([1, 2])('for the cases of seed %i', async (seed) => {
    const reports = await compareOps(await cpu, opCases(seed))
    expect(reports.length).toBeGreaterThan(300)
    expect(reports.filter(({ worst }) => !(worst < 1e-5))).toEqual([])
  })

  test('for large and unusual shapes', async () => {
    const reports = await compareOps(await cpu, largeCases())
    expect(reports.filter(({ worst }) => !(worst < 1e-5))).toEqual([])
  })
})
