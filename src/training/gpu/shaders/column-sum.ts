/** @file Column sums, such as the gradient of a bias; each column is summed by one team of threads. */
import type { OpOf } from '../../program/ops'
import { type Kernel, assignText, read, type KernelContext, write } from '../kernel'
import { teamFor } from './thread-team'

/** Sums a matrix over its rows, from [m, n] to [n]. */
export function columnSum(op: OpOf<'columnSum'>, { emulated }: Pick<KernelContext, 'emulated'>): Kernel[] {
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
${team.byOneThread(`  ${assignText(op, '$out[unit]', 'sum')}`)}`,
    },
  ]
}
