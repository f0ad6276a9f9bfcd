/** @file Number by number: activations and their gradients, and filling; a thread a number. */
import type { OpOf } from '../../program/ops'
import { type Kernel, put, read, write } from '../kernel'
import { bend, slope } from './activation'
import { f32 } from './maths'

/** A thread a number. */
export function activate(op: OpOf<'activate'>): Kernel[] {
  return [
    {
      operands: { x: read(op.x), out: write(op.out) },
      size: { threads: op.size },
      body: `  let x = $x[i];\n  $out[i] = ${bend(op.activation, 'x')};`,
    },
  ]
}

/** A thread a number; `dy` may be where it is written. */
export function activateGrad(op: OpOf<'activateGrad'>): Kernel[] {
  return [
    {
      operands: { dy: read(op.dy), x: read(op.x), y: read(op.y), out: write(op.out) },
      size: { threads: op.size },
      body: `  let x = $x[i];\n  let y = $y[i];\n  ${put(op, '$out[i]', `$dy[i] * ${slope(op.activation, 'x', 'y')}`)}`,
    },
  ]
}

/** A thread a number. */
export function fill(op: OpOf<'fill'>): Kernel[] {
  return [{ operands: { out: write(op.out) }, size: { threads: op.size }, body: `  $out[i] = ${f32(op.value)};` }]
}
