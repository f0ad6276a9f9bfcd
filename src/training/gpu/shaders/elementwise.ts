/** @file Element-wise ops: activations, their gradients, and fills, with one thread per number. */
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, read, write } from '../kernel'
import { activationText, derivativeText } from './activation'
import { f32 } from './formula-text'

/** Applies an activation, with one thread per value. */
export function activate(op: OpOf<'activate'>): Kernel[] {
  return [
    {
      operands: { x: read(op.x), out: write(op.out) },
      size: { threads: op.size },
      body: `  let x = $x[i];\n  $out[i] = ${activationText(op.activation, 'x')};`,
    },
  ]
}

/** Computes the gradient of an activation, with one thread per value. The output may overwrite `dy`. */
export function activateGrad(op: OpOf<'activateGrad'>): Kernel[] {
  return [
    {
      operands: { dy: read(op.dy), x: read(op.x), y: read(op.y), out: write(op.out) },
      size: { threads: op.size },
      body: `  let x = $x[i];\n  let y = $y[i];\n  ${assignText(op, '$out[i]', `$dy[i] * ${derivativeText(op.activation, 'x', 'y')}`)}`,
    },
  ]
}

/** Fills a tensor with a constant, with one thread per value. */
export function fill(op: OpOf<'fill'>): Kernel[] {
  return [{ operands: { out: write(op.out) }, size: { threads: op.size }, body: `  $out[i] = ${f32(op.value)};` }]
}
