/** @file Op cases for convolutions and pools. */
import { DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import type { ConvShape } from '../ops'
import { type OpCase, type OpFixture, SHAPES } from './op-fixture'

const inputSize = (s: ConvShape) => s.batch * s.inHeight * s.inWidth * s.inChannels
const outputSize = (s: ConvShape) => s.batch * s.outHeight * s.outWidth * s.outChannels
const words = (s: ConvShape) =>
  `${s.inHeight}x${s.inWidth}x${s.inChannels} by ${s.kernelHeight}x${s.kernelWidth} to ${s.outChannels}`
const activations = [...DERIVATIVE_FROM_RESULT]
const bendOf = (i: number) => ({
  name: activations[(3 * i + 1) % activations.length] as (typeof activations)[number],
  alpha: 0.2,
})

export function convCases(open: () => OpFixture): OpCase[] {
  return SHAPES.flatMap((shape, i) => {
    const kernel = shape.kernelHeight * shape.kernelWidth * shape.inChannels * shape.outChannels
    const [a, b, c, d] = [open(), open(), open(), open()]
    const more = (s: OpFixture, channels: number) =>
      i % 2 === 0 ? { bias: s.floats(channels), activation: bendOf(i) } : {}
    return [
      a.done(`conv2d ${words(shape)}`, {
        op: 'conv2d',
        x: a.floats(inputSize(shape)),
        w: a.floats(kernel),
        out: a.floats(outputSize(shape)),
        shape,
        ...more(a, shape.outChannels),
      }),
      b.done(`conv2dInputGrad ${words(shape)}`, {
        op: 'conv2dInputGrad',
        dy: b.floats(outputSize(shape)),
        w: b.floats(kernel),
        out: b.floats(inputSize(shape)),
        shape,
        accumulate: i % 3 === 1,
        ...(i % 2 === 1 && { gate: { activation: bendOf(i), result: b.floats(inputSize(shape)) } }),
      }),
      c.done(`conv2dInputGrad forward ${words(shape)}`, {
        op: 'conv2dInputGrad',
        dy: c.floats(outputSize(shape)),
        w: c.floats(kernel),
        out: c.floats(inputSize(shape)),
        shape,
        ...more(c, shape.inChannels),
      }),
      d.done(`conv2dFilterGrad ${words(shape)}`, {
        op: 'conv2dFilterGrad',
        x: d.floats(inputSize(shape)),
        dy: d.floats(outputSize(shape)),
        out: d.floats(kernel),
        shape,
        accumulate: i % 2 === 1,
      }),
    ]
  })
}

export function depthwiseCases(open: () => OpFixture): OpCase[] {
  return SHAPES.flatMap((one, i) => {
    const shape = { ...one, outChannels: one.inChannels * (1 + (i % 3)) }
    const kernel = shape.kernelHeight * shape.kernelWidth * shape.outChannels
    const [a, b, c] = [open(), open(), open()]
    return [
      a.done(`depthwise ${words(shape)}`, {
        op: 'depthwise',
        x: a.floats(inputSize(shape)),
        w: a.floats(kernel),
        out: a.floats(outputSize(shape)),
        shape,
        ...(i % 2 === 0 && { bias: a.floats(shape.outChannels), activation: bendOf(i) }),
      }),
      b.done(`depthwiseInputGrad ${words(shape)}`, {
        op: 'depthwiseInputGrad',
        dy: b.floats(outputSize(shape)),
        w: b.floats(kernel),
        out: b.floats(inputSize(shape)),
        shape,
        accumulate: i % 3 === 1,
        ...(i % 2 === 1 && { gate: { activation: bendOf(i), result: b.floats(inputSize(shape)) } }),
      }),
      c.done(`depthwiseFilterGrad ${words(shape)}`, {
        op: 'depthwiseFilterGrad',
        x: c.floats(inputSize(shape)),
        dy: c.floats(outputSize(shape)),
        out: c.floats(kernel),
        shape,
        accumulate: i % 2 === 1,
      }),
    ]
  })
}

export function poolCases(open: () => OpFixture): OpCase[] {
  return SHAPES.flatMap((one, i) => {
    const shape = { ...one, outChannels: one.inChannels }
    const [a, b, c] = [open(), open(), open()]
    const [input, output] = [inputSize(shape), outputSize(shape)]
    const places = a.values(new Uint32Array(output), 'work')
    const gate = (s: OpFixture) => (i % 2 === 1 ? { gate: { activation: bendOf(i), result: s.floats(input) } } : {})
    return [
      a.done(
        `maxPool ${words(shape)}`,
        { op: 'maxPool', x: a.floats(input), out: a.floats(output), places, shape },
        {
          op: 'maxPoolGrad',
          dy: a.floats(output),
          places,
          out: a.floats(input),
          shape,
          accumulate: i % 3 === 1,
          ...gate(a),
        },
      ),
      b.done(`averagePool ${words(shape)}`, { op: 'averagePool', x: b.floats(input), out: b.floats(output), shape }),
      c.done(`averagePoolGrad ${words(shape)}`, {
        op: 'averagePoolGrad',
        dy: c.floats(output),
        out: c.floats(input),
        shape,
        accumulate: i % 3 === 2,
        ...gate(c),
      }),
    ]
  })
}
