/** @file Max pooling, which keeps the place each result was taken from, and the way back by those places: no two threads write one. */
import type { OpOf } from '../../program/ops'
import { type Kernel, read, readWords, write, writeWords } from '../kernel'
import { gated } from './activation'
import { overSeers, overWindow, placeIn } from './image'

export function maxPool({ x, out, places, shape }: OpOf<'maxPool'>): Kernel[] {
  return [
    {
      operands: { x: read(x), out: write(out), places: writeWords(places) },
      size: { threads: shape.batch * shape.outHeight * shape.outWidth * shape.outChannels },
      body: `${placeIn('i', shape.outHeight, shape.outWidth, shape.outChannels)}
  var best = 0f;
  var place = 0xffffffffu;
${overWindow(
  shape,
  `      let at = ((n * ${shape.inHeight}u + iy) * ${shape.inWidth}u + ix) * ${shape.inChannels}u + c;
      let value = $x[at];
      // What is not a number wins, so that it shows further on.
      if (place == 0xffffffffu || value > best || value != value) { best = value; place = at; }`,
)}
  $out[i] = best;
  $places[i] = place;`,
    },
  ]
}

export function maxPoolGrad(op: OpOf<'maxPoolGrad'>): Kernel[] {
  const { shape } = op
  return [
    {
      operands: {
        dy: read(op.dy),
        places: readWords(op.places),
        out: write(op.out),
        ...(op.gate ? { gate: read(op.gate.result) } : {}),
      },
      size: { threads: shape.batch * shape.inHeight * shape.inWidth * shape.inChannels },
      body: `${placeIn('i', shape.inHeight, shape.inWidth, shape.inChannels)}
  var sum = 0f;
${overSeers(
  shape,
  `      let at = ((n * ${shape.outHeight}u + oy) * ${shape.outWidth}u + ox) * ${shape.outChannels}u + c;
      if ($places[at] == i) { sum += $dy[at]; }`,
)}
  ${op.accumulate ? 'sum += $out[i];\n  ' : ''}$out[i] = ${gated(op.gate, '$gate[i]', 'sum')};`,
    },
  ]
}
