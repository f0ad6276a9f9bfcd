/** @file Encoders for depthwise convolutions and average pools. */
import type { ConvShape, Gate, OpOf } from '../../program/ops'
import { activationWords, type Encoder, type Encoders } from '../encoder'
import { Code } from '../kernel-args/kernel-codes'
import { ShapeWord } from '../kernel-args/shape-table'
import {
  AveragePool,
  AveragePoolGrad,
  Depthwise,
  DepthwiseFilterGrad,
  DepthwiseInputGrad,
} from '../kernel-args/depthwise-and-average-pools'

export const depthwise = {
  depthwise({ x, w, out, shape, bias, activation }, to) {
    to.record(Code.depthwise, Depthwise, {
      x: to.at(x),
      w: to.at(w),
      wStep: shape.outChannels * 4,
      out: to.at(out),
      shape: shapeTable(to, shape),
      accumulate: 0,
      bias: to.at(bias),
      ...activationWords(activation),
      ...gateWords(to, undefined),
    })
  },
  depthwiseInputGrad(op, to) {
    const { dy, w, out, shape, gate, accumulate } = op
    if (mirrors(shape)) {
      mirrored(op, to)
      return
    }
    to.record(Code.depthwiseInputGrad, DepthwiseInputGrad, {
      dy: to.at(dy),
      w: to.at(w),
      out: to.at(out),
      shape: shapeTable(to, shape),
      accumulate: Number(accumulate ?? false),
      ...gateWords(to, gate),
    })
  },
  depthwiseFilterGrad({ x, dy, out, shape, accumulate }, to) {
    to.record(Code.depthwiseFilterGrad, DepthwiseFilterGrad, {
      x: to.at(x),
      dy: to.at(dy),
      out: to.at(out),
      shape: shapeTable(to, shape),
      accumulate: Number(accumulate ?? false),
    })
  },
  averagePool({ x, out, shape }, to) {
    to.record(Code.averagePool, AveragePool, { x: to.at(x), out: to.at(out), shape: shapeTable(to, shape) })
  },
  averagePoolGrad({ dy, out, shape, gate, accumulate }, to) {
    to.record(Code.averagePoolGrad, AveragePoolGrad, {
      dy: to.at(dy),
      out: to.at(out),
      shape: shapeTable(to, shape),
      accumulate: Number(accumulate ?? false),
      ...gateWords(to, gate),
    })
  },
} satisfies Partial<Encoders>

/** Whether the gradient of x can be computed as a depthwise convolution of dy with the kernel rotated by 180°. */
function mirrors(shape: ConvShape): boolean {
  return shape.strideHeight === 1 && shape.strideWidth === 1 && shape.inChannels === shape.outChannels
}

function mirrored({ dy, w, out, shape, gate, accumulate }: OpOf<'depthwiseInputGrad'>, to: Encoder): void {
  const wordBytes = shape.outChannels * 4
  to.record(Code.depthwise, Depthwise, {
    x: to.at(dy),
    w: to.at(w) + (shape.kernelHeight * shape.kernelWidth - 1) * wordBytes,
    wStep: -wordBytes,
    out: to.at(out),
    shape: shapeTable(to, {
      ...shape,
      inHeight: shape.outHeight,
      inWidth: shape.outWidth,
      outHeight: shape.inHeight,
      outWidth: shape.inWidth,
      padTop: (shape.kernelHeight - 1) * shape.dilationHeight - shape.padTop,
      padLeft: (shape.kernelWidth - 1) * shape.dilationWidth - shape.padLeft,
    }),
    accumulate: Number(accumulate ?? false),
    bias: 0,
    ...activationWords(undefined),
    ...gateWords(to, gate),
  })
}

const SHAPE_WORDS = Object.keys(ShapeWord).filter((name): name is keyof ConvShape & keyof typeof ShapeWord =>
  Number.isNaN(Number(name)),
)

/** The address of a table that stores the ShapeWord values of this shape. */
export function shapeTable(to: Encoder, shape: ConvShape): number {
  return to.table(`shape ${SHAPE_WORDS.map((name) => shape[name])}`, () =>
    Int32Array.from(SHAPE_WORDS, (name) => shape[name]),
  )
}

/** The record words that describe a gate; all of them are 0 if there is no gate. */
export function gateWords(to: Encoder, gate: Gate | undefined) {
  const { activation, alpha } = activationWords(gate?.activation)
  return { gate: to.at(gate?.result), gateActivation: activation, gateAlpha: alpha }
}
