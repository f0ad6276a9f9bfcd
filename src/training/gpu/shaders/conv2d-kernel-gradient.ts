/**
 * @file The gradient of a convolution's kernel: few results, each of which is a sum over every position in the batch.
 * The rows of the batch are divided into chunks; each thread sums a tile of the kernel over one chunk in registers, and
 * then a column sum adds up the chunks.
 */
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, write } from '../kernel'
import { isClosed } from './conv2d'
import { columnSum } from './products'

/**
 * Number of threads needed to keep a device busy: a real GPU, or a GPU emulated on a few cores with four lanes each.
 */
const BUSY = { real: 8192, emulated: 32 }

/** Uses a single dispatch if its tiles keep the device busy; otherwise two. */
export function conv2dFilterGrad(op: OpOf<'conv2dFilterGrad'>, context: KernelContext): Kernel[] {
  const { shape } = op
  const { emulated } = context
  const words = shape.kernelHeight * shape.kernelWidth * shape.inChannels
  const rows = shape.batch * shape.outHeight
  const outs = [16, 8, 4, 2, 1].find((side) => side <= shape.outChannels && (emulated || side <= 4)) as number
  const most = emulated ? 64 / outs : 4
  const ins = Math.ceil(words / Math.ceil(words / most))
  const tiles = Math.ceil(words / ins) * Math.ceil(shape.outChannels / outs)
  const chunks = Math.min(rows, Math.ceil((emulated ? BUSY.emulated : BUSY.real) / tiles))
  if (chunks === 1) return [sums(op, { ins, outs, tiles, chunks }, op)]
  const size = words * shape.outChannels
  const parts = { ...context.scratch(chunks * size), stride: size }
  const { out, accumulate = false } = op
  return [
    sums(op, { ins, outs, tiles, chunks }, { out: parts }),
    ...columnSum({ op: 'columnSum', x: parts, out, m: chunks, n: size, accumulate }, context),
  ]
}

interface Division {
  /** The size of a tile: `ins` words of a window of the input, times `outs` output channels. */
  readonly ins: number
  readonly outs: number
  readonly tiles: number
  readonly chunks: number
}

function sums(
  { x, dy, shape }: OpOf<'conv2dFilterGrad'>,
  { ins, outs, tiles, chunks }: Division,
  to: Pick<OpOf<'conv2dFilterGrad'>, 'out' | 'accumulate'>,
): Kernel {
  const { inChannels, outChannels, inWidth, outWidth } = shape
  const words = shape.kernelHeight * shape.kernelWidth * inChannels
  const closed = isClosed(shape)
  const across = Math.ceil(outChannels / outs)
  const each = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n')
  const names = Array.from({ length: ins * outs }, (_, at) => `s${Math.floor(at / outs)}_${at % outs}`)
  const channel = (o: number) => (outChannels % outs === 0 ? `${o}u` : `min(${o}u, ${outChannels - 1}u - out0)`)
  const value = (e: number) => `$x.all[x + off${e}]`
  return {
    operands: { x: read(x), dy: read(dy), out: write(to.out) },
    size: { threads: tiles * chunks },
    workgroup: chunks * tiles < 1024 ? 4 : 64,
    // Unsigned coordinates above or left of the image wrap to huge values, which the bounds check rejects; adding an
    // offset wraps an index back into range.
    body: `  let out0 = (i % ${across}u) * ${outs}u;
  let in0 = (i % ${tiles}u / ${across}u) * ${ins}u;
${each(
  ins,
  (e) => `  let word${e} = min(in0 + ${e}u, ${words - 1}u);
  let right${e} = word${e} / ${inChannels}u % ${shape.kernelWidth}u * ${shape.dilationWidth}u;
  let down${e} = word${e} / ${inChannels * shape.kernelWidth}u * ${shape.dilationHeight}u;
  let off${e} = (down${e} * ${inWidth}u + right${e}) * ${inChannels}u + word${e} % ${inChannels}u;`,
)}
${names.map((name) => `  var ${name} = 0f;`).join('\n')}
  for (var row = i / ${tiles}u; row < ${shape.batch * shape.outHeight}u; row += ${chunks}u) {
    let top = row % ${shape.outHeight}u * ${shape.strideHeight}u - ${shape.padTop}u;
    var x = $x.at + ((row / ${shape.outHeight}u * ${shape.inHeight}u + top) * ${inWidth}u - ${shape.padLeft}u) * ${inChannels}u;
    var dy = $dy.at + row * ${outWidth * outChannels}u + out0;
${closed ? '' : each(ins, (e) => `    let row${e} = top + down${e} < ${shape.inHeight}u;`)}
    for (var column = 0u; column < ${outWidth}u; column++) {
${closed ? '' : `      let left = column * ${shape.strideWidth}u - ${shape.padLeft}u;`}
${each(ins, (e) => `      let x${e} = ${closed ? value(e) : `select(0f, ${value(e)}, row${e} & (left + right${e} < ${inWidth}u))`};`)}
${each(outs, (o) => `      let d${o} = $dy.all[dy + ${channel(o)}];\n${each(ins, (e) => `      s${e}_${o} += x${e} * d${o};`)}`)}
      x += ${shape.strideWidth * inChannels}u;
      dy += ${outChannels}u;
    }
  }
  var sums = array<f32, ${ins * outs}>(${names.join(', ')});
  for (var at = 0u; at < ${ins * outs}u; at++) {
    let e = in0 + at / ${outs}u;
    let o = out0 + at % ${outs}u;
    if (e < ${words}u && o < ${outChannels}u) { ${assignText(to, `$out[i / ${tiles}u * ${words * outChannels}u + e * ${outChannels}u + o]`, 'sums[at]')} }
  }`,
  }
}
