/**
 * @file Convolution and its gradient for the image: each thread computes a tile of positions by channels in registers
 * while sliding over the window. The same loops serve both directions: from image to results and from results to image.
 */
import type { Activation, ConvShape, Gate, OpOf, View } from '../../program/ops'
import { type Kernel, type KernelContext, read, write } from '../kernel'
import { activationText, gated } from './wgsl-formulas'

/** The forward pass: computes each result, [batch, out height, out width, out channels], from the image. */
export function conv2d(op: OpOf<'conv2d'>, context: KernelContext): Kernel[] {
  const { shape } = op
  return [
    slidingKernel(op, context, {
      source: op.x,
      plane: [shape.outHeight, shape.outWidth, shape.outChannels],
      from: [shape.inHeight, shape.inWidth, shape.inChannels],
      // In the kernel, the weights of the next input channel begin one row of output channels further on.
      step: shape.outChannels,
      channel: 1,
      begin: (y, x) => [
        `${y} * ${shape.strideHeight}u - ${shape.padTop}u`,
        `${x} * ${shape.strideWidth}u - ${shape.padLeft}u`,
      ],
      along: '+',
      strides: [1, 1],
      closed: isClosed(shape),
    }),
  ]
}

/**
 * The backward pass: computes the gradient of each image position, [batch, in height, in width, in channels], from the
 * results' gradient.
 */
export function conv2dInputGrad(op: OpOf<'conv2dInputGrad'>, context: KernelContext): Kernel[] {
  const { shape } = op
  return [
    slidingKernel(op, context, {
      source: op.dy,
      plane: [shape.inHeight, shape.inWidth, shape.inChannels],
      from: [shape.outHeight, shape.outWidth, shape.outChannels],
      step: 1,
      channel: shape.outChannels,
      begin: (y, x) => [`${y} + ${shape.padTop}u`, `${x} + ${shape.padLeft}u`],
      along: '-',
      strides: [shape.strideHeight, shape.strideWidth],
      closed: false,
    }),
  ]
}

interface Sides {
  readonly source: View
  /** Height, width and channels of the tensor that is written (`plane`) and of the tensor that is read (`from`). */
  readonly plane: readonly [number, number, number]
  readonly from: readonly [number, number, number]
  /**
   * Distance in words within the kernel from one input channel to the next; `channel` is the distance from one output
   * channel to the next.
   */
  readonly step: number
  readonly channel: number
  /**
   * WGSL for the row and column that the window's first tap reads, and the direction of the other taps. Unsigned
   * coordinates below zero wrap around to huge values, which are out of range.
   */
  begin(y: string, x: string): readonly [row: string, column: string]
  readonly along: '+' | '-'
  /** Only coordinates that are multiples of these strides are read, after being divided by them. */
  readonly strides: readonly [number, number]
  /** True if no window ever reads outside the image. */
  readonly closed: boolean
}

interface ConvolutionOp {
  readonly w: View
  readonly out: View
  readonly shape: ConvShape
  readonly bias?: View
  readonly activation?: Activation
  readonly gate?: Gate
  readonly accumulate?: boolean
}

function slidingKernel(op: ConvolutionOp, { emulated }: KernelContext, walk: Sides): Kernel {
  const { shape } = op
  const [height, width, channels] = walk.plane
  const [, fromWidth, fromChannels] = walk.from
  const places = shape.batch * height * width
  const [deep, wide] = tileFor(places, channels, emulated)
  const across = Math.ceil(channels / wide)
  const threads = Math.ceil(places / deep) * across
  const each = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n')
  const grid = (line: (place: number, channel: number) => string) => each(deep, (p) => each(wide, (q) => line(p, q)))
  const sums = Array.from({ length: deep * wide }, (_, at) => `s${Math.floor(at / wide)}_${at % wide}`)
  const channelAt = (q: number) =>
    channels % wide === 0 ? `(channel0 + ${q}u)` : `min(channel0 + ${q}u, ${channels - 1}u)`
  const body = `  let channel0 = (i % ${across}u) * ${wide}u;
  let place0 = (i / ${across}u) * ${deep}u;
${each(deep, (p) => startText(p, walk, places, deep))}
${each(wide, (q) => `  let w${q} = $w.at + ${channelAt(q)} * ${walk.channel}u;`)}
${grid((p, q) => `  var s${p}_${q} = 0f;`)}
  for (var ky = 0u; ky < ${shape.kernelHeight}u; ky++) {
    for (var kx = 0u; kx < ${shape.kernelWidth}u; kx++) {
      let down = ky * ${shape.dilationHeight}u;
      let right = kx * ${shape.dilationWidth}u;
      let off = (down * ${fromWidth}u + right) * ${fromChannels}u;
${each(deep, (p) => readText(p, walk))}
      var w = (ky * ${shape.kernelWidth}u + kx) * ${shape.inChannels * shape.outChannels}u;
      for (var k = 0u; k < ${fromChannels}u; k++) {
${each(deep, (p) => `        let e${p} = ${walk.closed ? `$source.all[a${p} + k]` : `select(0f, $source.all[a${p} + k], in${p})`};`)}
${each(wide, (q) => `        let f${q} = $w.all[w${q} + w];\n${each(deep, (p) => `        s${p}_${q} += e${p} * f${q};`)}`)}
        w += ${walk.step}u;
      }
    }
  }
  var sums = array<f32, ${deep * wide}>(${sums.join(', ')});
  for (var at = 0u; at < ${deep * wide}u; at++) {
    let place = place0 + at / ${wide}u;
    let channel = channel0 + at % ${wide}u;
    if (place < ${places}u && channel < ${channels}u) { finish(place * ${channels}u + channel, channel, sums[at]); }
  }`
  return {
    operands: {
      source: read(walk.source),
      w: read(op.w),
      out: write(op.out),
      ...(op.bias ? { bias: read(op.bias) } : {}),
      ...(op.gate ? { gate: read(op.gate.result) } : {}),
    },
    head: finishText(op),
    size: { threads },
    workgroup: threads < 4096 ? 8 : 64,
    body,
  }
}

/**
 * WGSL that computes, for position `p` of the tile, the input `row` and `column` where its window starts, and the index
 * of the word there.
 */
function startText(p: number, { plane, from, begin }: Sides, places: number, deep: number): string {
  const [height, width] = plane
  const place = places % deep === 0 ? `place0 + ${p}u` : `min(place0 + ${p}u, ${places - 1}u)`
  const [row, column] = begin(`(p${p} / ${width}u % ${height}u)`, `(p${p} % ${width}u)`)
  return `  let p${p} = ${place};
  let row${p} = ${row};
  let column${p} = ${column};
  let image${p} = p${p} / ${height * width}u * ${from[0]}u;
  let base${p} = $source.at + ((image${p} + row${p}) * ${from[1]}u + column${p}) * ${from[2]}u;`
}

/**
 * WGSL for the index of the word that position `p` reads at the current window offset, and for whether that word lies
 * inside the image. Conditions are combined with `&`, because `&&` would create a branch, and SwiftShader takes minutes
 * to compile a few dozen branches.
 */
function readText(p: number, { along, closed, from, strides }: Sides): string {
  const [height, width, channels] = from
  const [tall, wide] = strides
  if (closed) return `      let a${p} = base${p} ${along} off;`
  const rowAt = `row${p} ${along} down`
  const columnAt = `column${p} ${along} right`
  if (tall === 1 && wide === 1) {
    return `      let a${p} = base${p} ${along} off;
      let in${p} = (${rowAt} < ${height}u) & (${columnAt} < ${width}u);`
  }
  return `      let u${p} = ${rowAt};
      let v${p} = ${columnAt};
      let even${p} = (u${p} % ${tall}u == 0u) & (v${p} % ${wide}u == 0u) & ((u${p} | v${p}) < 0x80000000u);
      let in${p} = even${p} & (u${p} / ${tall}u < ${height}u) & (v${p} / ${wide}u < ${width}u);
      let a${p} = $source.at + ((image${p} + u${p} / ${tall}u) * ${width}u + v${p} / ${wide}u) * ${channels}u;`
}

/** WGSL of `fn finish(at, channel, sum)`, which stores a sum as the result at its position. */
function finishText(op: ConvolutionOp): string {
  const lines = [`  var v = ${op.accumulate ? '$out[at] + sum' : 'sum'};`]
  if (op.bias) lines.push('  v += $bias[channel];')
  if (op.activation) lines.push(`  v = ${activationText(op.activation, 'v')};`)
  lines.push(`  $out[at] = ${gated(op.gate, '$gate[at]', 'v')};`)
  return `fn finish(at: u32, channel: u32, sum: f32) {\n${lines.join('\n')}\n}`
}

/** Whether every window is inside the image. */
export function isClosed(shape: ConvShape): boolean {
  const reach = (out: number, stride: number, kernel: number, dilation: number) =>
    (out - 1) * stride + (kernel - 1) * dilation + 1
  return (
    shape.padTop === 0 &&
    shape.padLeft === 0 &&
    reach(shape.outHeight, shape.strideHeight, shape.kernelHeight, shape.dilationHeight) <= shape.inHeight &&
    reach(shape.outWidth, shape.strideWidth, shape.kernelWidth, shape.dilationWidth) <= shape.inWidth
  )
}

/**
 * Number of positions and channels per thread. An emulated device gets 64 results per thread, because it takes minutes
 * to compile a shader with twice as many; on a real device, the number is small enough to keep the whole device busy.
 */
function tileFor(places: number, channels: number, emulated: boolean): readonly [number, number] {
  if (emulated) return [8, [8, 4, 2, 1].find((side) => side <= channels) as number]
  const wide = [4, 2, 1].find((side) => side <= channels) as number
  return [places * channels >= 1 << 20 ? 4 : places * channels >= 1 << 17 ? 2 : 1, wide]
}
