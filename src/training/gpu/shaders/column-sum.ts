/** @file Column sums: what a bias gets of its layer's gradient. Short ones a thread a column, tall ones a workgroup a column. */
import type { OpOf } from '../../program/ops'
import { type Kernel, put, read, type ShadeContext, write } from '../kernel'

/** Above this many rows one thread a column leaves a real GPU idle. */
const TALL = 256
const LANES = 64

export function columnSum(op: OpOf<'columnSum'>, { emulated }: Pick<ShadeContext, 'emulated'>): Kernel[] {
  const operands = { x: read(op.x), out: write(op.out) }
  if (op.m <= TALL || emulated) {
    return [
      {
        operands,
        size: { threads: op.n },
        // Few columns: small workgroups, so that they spread over the device.
        workgroup: op.n < 256 ? 4 : 64,
        body: `  var sum = 0f;
  var at = $x.at + i;
  for (var row = 0u; row < ${op.m}u; row++) {
    sum += $x.all[at];
    at += ${op.x.stride}u;
  }
  ${put(op, '$out[i]', 'sum')}`,
      },
    ]
  }
  return [
    {
      operands,
      size: { groups: op.n },
      workgroup: LANES,
      head: `var<workgroup> part: array<f32, ${LANES}>;`,
      body: `  var sum = 0f;
  for (var row = lane; row < ${op.m}u; row += ${LANES}u) { sum += $x[row * ${op.x.stride}u + group]; }
  part[lane] = sum;
  for (var half = ${LANES / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { part[lane] += part[lane + half]; }
  }
  if (lane == 0u) { ${put(op, '$out[group]', 'part[0]')} }`,
    },
  ]
}
