/** @file Encoders for depthwise convolutions. */
import type { ConvShape, OpOf } from '../../program/ops'
import type { Encoder, Encoders } from '../encoder'

export const depthwise = {
  depthwise({ x, w, out, shape, bias, activation }, to) {
    to.record('depthwise', { x, w: to.at(w), wStep: shape.outChannels * 4, out, shape, bias, activation })
  },
  depthwiseInputGrad(op, to) {
    if (mirrors(op.shape)) mirrored(op, to)
    else to.record('depthwiseInputGrad', op)
  },
} satisfies Partial<Encoders>

/** Whether the gradient of x can be computed as a depthwise convolution of dy with the kernel rotated by 180°. */
function mirrors(shape: ConvShape): boolean {
  return shape.strideHeight === 1 && shape.strideWidth === 1 && shape.inChannels === shape.outChannels
}

function mirrored({ dy, w, out, shape, gate, accumulate }: OpOf<'depthwiseInputGrad'>, to: Encoder): void {
  const wordBytes = shape.outChannels * 4
  to.record('depthwise', {
    x: dy,
    w: to.at(w) + (shape.kernelHeight * shape.kernelWidth - 1) * wordBytes,
    wStep: -wordBytes,
    out,
    shape: {
      ...shape,
      inHeight: shape.outHeight,
      inWidth: shape.outWidth,
      outHeight: shape.inHeight,
      outWidth: shape.inWidth,
      padTop: (shape.kernelHeight - 1) * shape.dilationHeight - shape.padTop,
      padLeft: (shape.kernelWidth - 1) * shape.dilationWidth - shape.padLeft,
    },
    accumulate,
    gate,
  })
}
