/** @file Column sums: what a bias gets of its layer's gradient; a team a column. */
import type { OpOf } from '../../program/ops'
import { type Kernel, put, read, type ShadeContext, write } from '../kernel'
import { teamFor } from './team'

/** Sums of a matrix down its rows, [m, n] to [n]. */
export function columnSum(op: OpOf<'columnSum'>, { emulated }: Pick<ShadeContext, 'emulated'>): Kernel[] {
  const team = teamFor(op.n, op.m, 1, emulated)
  return [
    {
      operands: { x: read(op.x), out: write(op.out) },
      ...team.shape,
      body: `${team.begin}
  var sum = 0f;
  var at = $x.at + first * ${op.x.stride}u + unit;
  for (var row = first; row < ${op.m}u; row += ${team.step}u) {
    sum += $x.all[at];
    at += ${team.step * op.x.stride}u;
  }
${team.total('sum')}
${team.once(`  ${put(op, '$out[unit]', 'sum')}`)}`,
    },
  ]
}
