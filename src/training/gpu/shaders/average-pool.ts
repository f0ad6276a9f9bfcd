/** @file Average pooling: means over the positions of a window that lie inside the image, and the backward pass. */
import type { ConvShape, OpOf } from '../../program/ops'
import { type Kernel, read, write } from '../kernel'
import { gated } from './activation'
import { overReaders, overWindow, positionIn } from './image-loops'

export function averagePool({ x, out, shape }: OpOf<'averagePool'>): Kernel[] {
  return [
    {
      operands: { x: read(x), out: write(out) },
      size: { threads: shape.batch * shape.outHeight * shape.outWidth * shape.outChannels },
      body: `${positionIn('i', shape.outHeight, shape.outWidth, shape.outChannels)}
  var sum = 0f;
  var count = 0f;
${overWindow(shape, '      sum += $x[pixel + c];\n      count += 1f;')}
  $out[i] = sum / count;`,
    },
  ]
}

export function averagePoolGrad(op: OpOf<'averagePoolGrad'>): Kernel[] {
  const { shape } = op
  return [
    {
      operands: { dy: read(op.dy), ...(op.gate ? { gate: read(op.gate.result) } : {}), out: write(op.out) },
      size: { threads: shape.batch * shape.inHeight * shape.inWidth * shape.inChannels },
      head: inside(shape),
      body: `${positionIn('i', shape.inHeight, shape.inWidth, shape.inChannels)}
  var sum = ${op.accumulate ? '$out[i]' : '0f'};
${overReaders(shape, '      sum += $dy[pixel + c] / f32(rows_inside(oy) * columns_inside(ox));')}
  $out[i] = ${gated(op.gate, '$gate[i]', 'sum')};`,
    },
  ]
}

/**
 * WGSL for the number of rows and columns of a result's window that lie inside the image: those before the window's end
 * minus those before its start.
 */
function inside(shape: ConvShape): string {
  const count = (name: string, stride: number, dilation: number, pad: number, kernel: number, size: number) =>
    `fn ${name}(o: u32) -> i32 {
  let begin = i32(o) * ${stride} - ${pad};
  return clamp((${size + dilation - 1} - begin) / ${dilation}, 0, ${kernel}) - clamp((${dilation - 1} - begin) / ${dilation}, 0, ${kernel});
}`
  return [
    count('rows_inside', shape.strideHeight, shape.dilationHeight, shape.padTop, shape.kernelHeight, shape.inHeight),
    count('columns_inside', shape.strideWidth, shape.dilationWidth, shape.padLeft, shape.kernelWidth, shape.inWidth),
  ].join('\n')
}
