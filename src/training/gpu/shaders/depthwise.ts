/** @file Depthwise convolution, with a separate kernel per channel, and both backward passes. */
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, write } from '../kernel'
import { overReaders, overWindow, positionIn } from './image-loops'
import { teamFor } from './thread-team'
import { activationText, gated } from './wgsl-formulas'

export function depthwise(op: OpOf<'depthwise'>): Kernel[] {
  const { shape } = op
  const multiplier = shape.outChannels / shape.inChannels
  return [
    {
      operands: { x: read(op.x), w: read(op.w), ...(op.bias ? { bias: read(op.bias) } : {}), out: write(op.out) },
      size: { threads: shape.batch * shape.outHeight * shape.outWidth * shape.outChannels },
      body: `${positionIn('i', shape.outHeight, shape.outWidth, shape.outChannels)}
  var value = ${op.bias ? '$bias[c]' : '0f'};
  let from_c = c / ${multiplier}u;
${overWindow(shape, `      value += $x[pixel + from_c] * $w[tap * ${shape.outChannels}u + c];`)}
  $out[i] = ${activationText(op.activation ?? { name: 'linear' }, 'value')};`,
    },
  ]
}

export function depthwiseInputGrad(op: OpOf<'depthwiseInputGrad'>): Kernel[] {
  const { shape } = op
  const multiplier = shape.outChannels / shape.inChannels
  return [
    {
      operands: {
        dy: read(op.dy),
        w: read(op.w),
        ...(op.gate ? { gate: read(op.gate.result) } : {}),
        out: write(op.out),
      },
      size: { threads: shape.batch * shape.inHeight * shape.inWidth * shape.inChannels },
      body: `${positionIn('i', shape.inHeight, shape.inWidth, shape.inChannels)}
  var value = ${op.accumulate ? '$out[i]' : '0f'};
  let first = c * ${multiplier}u;
${overReaders(
  shape,
  `      for (var q = first; q < first + ${multiplier}u; q++) { value += $dy[pixel + q] * $w[tap * ${shape.outChannels}u + q]; }`,
)}
  $out[i] = ${gated(op.gate, '$gate[i]', 'value')};`,
    },
  ]
}

/** One unit of work per weight, which sums over all results to which this weight contributed. */
export function depthwiseFilterGrad(
  op: OpOf<'depthwiseFilterGrad'>,
  { emulated }: Pick<KernelContext, 'emulated'>,
): Kernel[] {
  const { shape } = op
  const results = shape.batch * shape.outHeight * shape.outWidth
  const team = teamFor(shape.kernelHeight * shape.kernelWidth * shape.outChannels, results, 1, emulated)
  return [
    {
      operands: { x: read(op.x), dy: read(op.dy), out: write(op.out) },
      ...team.shape,
      body: `${team.begin}
  let channel = unit % ${shape.outChannels}u;
  let kx = unit / ${shape.outChannels}u % ${shape.kernelWidth}u;
  let ky = unit / ${shape.outChannels * shape.kernelWidth}u;
  var sum = 0f;
  for (var place = first; place < ${results}u; place += ${team.step}u) {
    let iy = place / ${shape.outWidth}u % ${shape.outHeight}u * ${shape.strideHeight}u + ky * ${shape.dilationHeight}u - ${shape.padTop}u;
    let ix = place % ${shape.outWidth}u * ${shape.strideWidth}u + kx * ${shape.dilationWidth}u - ${shape.padLeft}u;
    if (iy < ${shape.inHeight}u && ix < ${shape.inWidth}u) {
      let n = place / ${shape.outHeight * shape.outWidth}u;
      let at = ((n * ${shape.inHeight}u + iy) * ${shape.inWidth}u + ix) * ${shape.inChannels}u;
      sum += $dy[place * ${shape.outChannels}u + channel] * $x[at + channel / ${shape.outChannels / shape.inChannels}u];
    }
  }
${team.total('sum')}
${team.byOneThread(`  ${assignText(op, '$out[unit]', 'sum')}`)}`,
    },
  ]
}
