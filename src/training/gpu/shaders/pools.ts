/** @file Max pool and average pool and their gradients as shaders. */
import type { ConvShape, OpOf } from '../../program/ops'
import { type Kernel, read, readWords, write, writeWords } from '../kernel'
import { overReaders, overWindow, positionIn } from './image-loops'
import { gated } from './wgsl-formulas'

/** One thread per result. */
export function maxPool({ x, out, places, shape }: OpOf<'maxPool'>): Kernel[] {
  return [
    {
      operands: { x: read(x), out: write(out), places: writeWords(places) },
      size: { threads: shape.batch * shape.outHeight * shape.outWidth * shape.outChannels },
      body: `${positionIn('i', shape.outHeight, shape.outWidth, shape.outChannels)}
  var best = 0f;
  var place = 0xffffffffu;
${overWindow(
  shape,
  `      let at = ((n * ${shape.inHeight}u + iy) * ${shape.inWidth}u + ix) * ${shape.inChannels}u + c;
      let value = $x[at];
      // A NaN counts as the maximum, so that it propagates and can be noticed.
      let wins = place == 0xffffffffu || value > best || value != value;
      best = select(best, value, wins);
      place = select(place, at, wins);`,
)}
  $out[i] = best;
  $places[i] = place;`,
    },
  ]
}

/** One thread per window if windows do not overlap; otherwise one thread per position of the image. */
export function maxPoolGrad(op: OpOf<'maxPoolGrad'>): Kernel[] {
  return [isTiling(op.shape) ? byWindow(op) : byPosition(op)]
}

/** Whether no position of the image belongs to two windows. */
function isTiling(shape: ConvShape): boolean {
  const { kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = shape
  const dense = dilationHeight === 1 && dilationWidth === 1
  return dense && kernelHeight <= strideHeight && kernelWidth <= strideWidth
}

/**
 * One thread per window; it also handles the positions between its window and the next one, because no other window
 * reads them.
 */
function byWindow(op: OpOf<'maxPoolGrad'>): Kernel {
  const { shape } = op
  const { inHeight, inWidth, inChannels, padTop, padLeft, strideHeight, strideWidth } = shape
  const down = Math.ceil((inHeight + padTop) / strideHeight)
  const across = Math.ceil((inWidth + padLeft) / strideWidth)
  const whole = padTop === 0 && padLeft === 0 && down * strideHeight === inHeight && across * strideWidth === inWidth
  const cell = Array.from({ length: strideHeight * strideWidth }, (_, k) => {
    const put = `put(((n * ${inHeight}u + y0 + ${Math.floor(k / strideWidth)}u) * ${inWidth}u + x0 + ${k % strideWidth}u) * ${inChannels}u + c, place, dy);`
    const inside = `y0 + ${Math.floor(k / strideWidth)}u < ${inHeight}u && x0 + ${k % strideWidth}u < ${inWidth}u`
    return whole ? `  ${put}` : `  if (${inside}) { ${put} }`
  })
  const seen =
    down === shape.outHeight && across === shape.outWidth ? 'true' : `y < ${shape.outHeight}u && x < ${shape.outWidth}u`
  return {
    operands: gradOperands(op),
    head: `fn put(at: u32, place: u32, dy: f32) {\n${storeText(op, 'select(0f, dy, at == place)')}\n}`,
    size: { threads: shape.batch * down * across * inChannels },
    body: `${positionIn('i', down, across, inChannels)}
  let y0 = y * ${strideHeight}u - ${padTop}u;
  let x0 = x * ${strideWidth}u - ${padLeft}u;
  let seen = ${seen};
  let from_at = ((n * ${shape.outHeight}u + y) * ${shape.outWidth}u + x) * ${inChannels}u + c;
  let place = select(0xffffffffu, $places[from_at], seen);
  let dy = $dy[from_at];
${cell.join('\n')}`,
  }
}

/** One thread per position, which checks every window that read it. */
function byPosition(op: OpOf<'maxPoolGrad'>): Kernel {
  const { shape } = op
  return {
    operands: gradOperands(op),
    size: { threads: shape.batch * shape.inHeight * shape.inWidth * shape.inChannels },
    body: `${positionIn('i', shape.inHeight, shape.inWidth, shape.inChannels)}
  let at = i;
  var sum = 0f;
${overReaders(
  shape,
  `      let seer = ((n * ${shape.outHeight}u + oy) * ${shape.outWidth}u + ox) * ${shape.outChannels}u + c;
      if ($places[seer] == i) { sum += $dy[seer]; }`,
)}
${storeText(op, 'sum')}`,
  }
}

function gradOperands({ dy, places, out, gate }: OpOf<'maxPoolGrad'>): Kernel['operands'] {
  return { dy: read(dy), places: readWords(places), out: write(out), ...(gate ? { gate: read(gate.result) } : {}) }
}

/** WGSL that stores a sum at the position `at`. */
function storeText({ gate, accumulate }: OpOf<'maxPoolGrad'>, sum: string): string {
  return `  let sum_at = ${accumulate ? '$out[at] + ' : ''}${sum};\n  $out[at] = ${gated(gate, '$gate[at]', 'sum_at')};`
}

/** Means over the positions of a window that lie inside the image, and the backward pass. */
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
