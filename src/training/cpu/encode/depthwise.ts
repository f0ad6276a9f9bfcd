/** @file Encoders of depthwise convolutions and average pools. */
import type { ConvShape, Gate } from '../../program/ops'
import { activationWords, type Encoder, type Encoders } from '../encoder'
import { Code } from '../records/codes'
import { ShapeWord } from '../records/shape'
import { AveragePool, AveragePoolGrad, Depthwise, DepthwiseFilterGrad, DepthwiseInputGrad } from '../records/windows'

export const depthwise = {
  depthwise({ x, w, out, shape, bias, activation }, to) {
    to.record(Code.depthwise, Depthwise, {
      x: to.at(x),
      w: to.at(w),
      out: to.at(out),
      shape: shapeTable(to, shape),
      bias: to.at(bias),
      ...activationWords(activation),
    })
  },
  depthwiseInputGrad({ dy, w, out, shape, gate, accumulate }, to) {
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

const SHAPE_WORDS = Object.keys(ShapeWord).filter((name): name is keyof ConvShape & keyof typeof ShapeWord =>
  Number.isNaN(Number(name)),
)

/** The address of a shape's table of ShapeWord. */
export function shapeTable(to: Encoder, shape: ConvShape): number {
  return to.table(`shape ${SHAPE_WORDS.map((name) => shape[name])}`, () =>
    Int32Array.from(SHAPE_WORDS, (name) => shape[name]),
  )
}

/** The words of a gate, 0 where there is none. */
export function gateWords(to: Encoder, gate: Gate | undefined) {
  const { activation, alpha } = activationWords(gate?.activation)
  return { gate: to.at(gate?.result), gateActivation: activation, gateAlpha: alpha }
}
