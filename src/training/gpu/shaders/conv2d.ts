/**
 * @file Convolution forward and to the image: a thread a tile of places by channels in registers, sliding over the window. Both are
 * the same walk, from the side of the results and from the side of the image.
 */
import type { Activation, ConvShape, Gate, OpOf, View } from '../../program/ops'
import { type Kernel, read, type ShadeContext, write } from '../kernel'
import { bend, gated } from './activation'

export function conv2d(op: OpOf<'conv2d'>, context: ShadeContext): Kernel[] {
  const { shape } = op
  const seen = (place: string, window: string, stride: number, dilation: number, pad: number) =>
    `${place} * ${stride}u + ${window} * ${dilation}u - ${pad}u`
  return [
    slide(op, context, {
      source: op.x,
      plane: [shape.outHeight, shape.outWidth, shape.outChannels],
      from: [shape.inHeight, shape.inWidth, shape.inChannels],
      // A word of the kernel further: the next input channel is a row of output channels on.
      step: shape.outChannels,
      channel: 1,
      row: (y, ky) => [seen(y, ky, shape.strideHeight, shape.dilationHeight, shape.padTop)],
      column: (x, kx) => [seen(x, kx, shape.strideWidth, shape.dilationWidth, shape.padLeft)],
      closed: isClosed(shape),
    }),
  ]
}

export function conv2dInputGrad(op: OpOf<'conv2dInputGrad'>, context: ShadeContext): Kernel[] {
  const { shape } = op
  // Where a stride passed over a place, no result saw it.
  const seer = (place: string, window: string, stride: number, dilation: number, pad: number): Seen => {
    const far = `(${place} + ${pad}u - ${window} * ${dilation}u)`
    return stride === 1 ? [far] : [`${far} / ${stride}u`, `${far} % ${stride}u == 0u && ${far} < 0x80000000u`]
  }
  return [
    slide(op, context, {
      source: op.dy,
      plane: [shape.inHeight, shape.inWidth, shape.inChannels],
      from: [shape.outHeight, shape.outWidth, shape.outChannels],
      step: 1,
      channel: shape.outChannels,
      row: (y, ky) => seer(y, ky, shape.strideHeight, shape.dilationHeight, shape.padTop),
      column: (x, kx) => seer(x, kx, shape.strideWidth, shape.dilationWidth, shape.padLeft),
      closed: false,
    }),
  ]
}

/** The row or column that is read, and what must hold beside its lying inside. Below zero it wraps to a number beyond any size. */
type Seen = readonly [place: string, holds?: string]

interface Walk {
  readonly source: View
  /** Height, width and channels of what is written, and of what is read. */
  readonly plane: readonly [number, number, number]
  readonly from: readonly [number, number, number]
  /** Words of the kernel from one channel read to the next, and from one channel written to the next. */
  readonly step: number
  readonly channel: number
  row(y: string, ky: string): Seen
  column(x: string, kx: string): Seen
  /** Nothing outside is ever looked at. */
  readonly closed: boolean
}

interface Slid {
  readonly w: View
  readonly out: View
  readonly shape: ConvShape
  readonly bias?: View
  readonly activation?: Activation
  readonly gate?: Gate
  readonly accumulate?: boolean
}

function slide(op: Slid, { emulated }: ShadeContext, walk: Walk): Kernel {
  const { shape } = op
  const [height, width, channels] = walk.plane
  const [fromHeight, fromWidth, fromChannels] = walk.from
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
${each(deep, (p) => placed(p, places, deep, height, width))}
${each(wide, (q) => `  let w${q} = $w.at + ${channelAt(q)} * ${walk.channel}u;`)}
${grid((p, q) => `  var s${p}_${q} = 0f;`)}
  for (var ky = 0u; ky < ${shape.kernelHeight}u; ky++) {
    for (var kx = 0u; kx < ${shape.kernelWidth}u; kx++) {
${each(deep, (p) => looked(p, walk, fromHeight, fromWidth, fromChannels))}
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

/** Row, column and image of place `p` of the tile. */
function placed(p: number, places: number, deep: number, height: number, width: number): string {
  const place = places % deep === 0 ? `place0 + ${p}u` : `min(place0 + ${p}u, ${places - 1}u)`
  return `  let p${p} = ${place};
  let x${p} = p${p} % ${width}u;
  let y${p} = p${p} / ${width}u % ${height}u;
  let n${p} = p${p} / ${height * width}u;`
}

/** Where place `p` looks through this word of the window, and whether that is inside. */
function looked(p: number, { row, column, closed }: Walk, height: number, width: number, channels: number): string {
  const [y, yHolds] = row(`y${p}`, 'ky')
  const [x, xHolds] = column(`x${p}`, 'kx')
  const at = (rowAt: string, columnAt: string) =>
    `      let a${p} = $source.at + ((n${p} * ${height}u + ${rowAt}) * ${width}u + ${columnAt}) * ${channels}u;`
  if (closed) return at(`(${y})`, `(${x})`)
  const holds = [`u${p} < ${height}u`, `v${p} < ${width}u`, yHolds, xHolds].filter((part) => part !== undefined)
  return `      let u${p} = ${y};
      let v${p} = ${x};
      let in${p} = ${holds.join(' && ')};
${at(`min(u${p}, ${height - 1}u)`, `min(v${p}, ${width - 1}u)`)}`
}

/** `fn finish(at, channel, sum)`: from a sum to the result at its place. */
function finishText(op: Slid): string {
  const lines = [`  var v = ${op.accumulate ? '$out[at] + sum' : 'sum'};`]
  if (op.bias) lines.push('  v += $bias[channel];')
  if (op.activation) lines.push(`  v = ${bend(op.activation, 'v')};`)
  lines.push(`  $out[at] = ${gated(op.gate, '$gate[at]', 'v')};`)
  return `fn finish(at: u32, channel: u32, sum: f32) {\n${lines.join('\n')}\n}`
}

/** Whether every window lies inside the image. */
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

/** Places and channels of a thread: as many as registers hold on the emulated device; on a real one so few that all of it is busy. */
function tileFor(places: number, channels: number, emulated: boolean): readonly [number, number] {
  if (emulated) return [8, [16, 8, 4, 2, 1].find((side) => side <= channels) as number]
  const wide = [4, 2, 1].find((side) => side <= channels) as number
  return [places * channels >= 1 << 20 ? 4 : places * channels >= 1 << 17 ? 2 : 1, wide]
}
