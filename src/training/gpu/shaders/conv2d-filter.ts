/**
 * @file Convolution to the kernel: a workgroup a word of the window by a tile of channels; its threads share the rows of the batch and
 * add up what each has found as a tree, in the same order always.
 */
import type { OpOf } from '../../program/ops'
import { type Kernel, put, read, type ShadeContext, write } from '../kernel'

export function conv2dFilterGrad(op: OpOf<'conv2dFilterGrad'>, { emulated }: ShadeContext): Kernel[] {
  const { shape } = op
  const { inChannels, outChannels, inWidth, outWidth, strideWidth, padLeft, dilationWidth } = shape
  const side = (channels: number, most: number) => [16, 8, 4, 2, 1].find((s) => s <= channels && s <= most) as number
  // On the emulated device a workgroup is as wide as its vectors, and a thread keeps what it can.
  const lanes = emulated ? 4 : 64
  const [ins, outs] = [side(inChannels, 4), side(outChannels, emulated ? 16 : 4)]
  const [downs, acrosses] = [Math.ceil(inChannels / ins), Math.ceil(outChannels / outs)]
  const each = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n')
  const grid = (line: (c: number, o: number, at: number) => string) =>
    each(ins, (c) => each(outs, (o) => line(c, o, c * outs + o)))
  const within = (name: string, index: number, tile: number, channels: number) =>
    channels % tile === 0 ? `${name} + ${index}u` : `min(${name} + ${index}u, ${channels - 1}u)`
  const rows = shape.batch * shape.outHeight
  return [
    {
      operands: { x: read(op.x), dy: read(op.dy), out: write(op.out) },
      head: `var<workgroup> part: array<f32, ${lanes * ins * outs}>;`,
      size: { groups: shape.kernelHeight * shape.kernelWidth * downs * acrosses },
      workgroup: lanes,
      body: `  let out0 = (group % ${acrosses}u) * ${outs}u;
  let in0 = (group / ${acrosses}u % ${downs}u) * ${ins}u;
  let word = group / ${acrosses * downs}u;
  let ky = word / ${shape.kernelWidth}u;
  let kx = word % ${shape.kernelWidth}u;
  // Columns of the result whose window's word lies inside the image: begin <= column < end.
  let shift = i32(kx) * ${dilationWidth} - ${padLeft};
  let begin = u32(max(0, (${strideWidth - 1} - shift) / ${strideWidth}));
  let end = u32(clamp((${inWidth - 1} - shift + ${strideWidth}) / ${strideWidth}, 0, ${outWidth}));
${grid((c, o) => `  var s${c}_${o} = 0f;`)}
  for (var row = lane; row < ${rows}u; row += ${lanes}u) {
    let y = row % ${shape.outHeight}u * ${shape.strideHeight}u + ky * ${shape.dilationHeight}u - ${shape.padTop}u;
    if (y >= ${shape.inHeight}u) { continue; }
    let line = row / ${shape.outHeight}u * ${shape.inHeight}u + y;
    var x = $x.at + (line * ${inWidth}u + u32(i32(begin * ${strideWidth}u) + shift)) * ${inChannels}u;
    var dy = $dy.at + (row * ${outWidth}u + begin) * ${outChannels}u;
    for (var column = begin; column < end; column++) {
${each(ins, (c) => `      let x${c} = $x.all[x + ${within('in0', c, ins, inChannels)}];`)}
${each(outs, (o) => `      let d${o} = $dy.all[dy + ${within('out0', o, outs, outChannels)}];\n${each(ins, (c) => `      s${c}_${o} += x${c} * d${o};`)}`)}
      x += ${strideWidth * inChannels}u;
      dy += ${outChannels}u;
    }
  }
${grid((c, o, at) => `  part[lane * ${ins * outs}u + ${at}u] = s${c}_${o};`)}
  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      for (var at = 0u; at < ${ins * outs}u; at++) {
        part[lane * ${ins * outs}u + at] += part[(lane + half) * ${ins * outs}u + at];
      }
    }
  }
  workgroupBarrier();
  for (var at = lane; at < ${ins * outs}u; at += ${lanes}u) {
    let c = in0 + at / ${outs}u;
    let o = out0 + at % ${outs}u;
    if (c < ${inChannels}u && o < ${outChannels}u) { ${put(op, `$out[(word * ${inChannels}u + c) * ${outChannels}u + o]`, 'part[at]')} }
  }`,
    },
  ]
}
