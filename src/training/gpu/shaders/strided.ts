/** @file Strided: copies, moves, repeats and sums of tensors with arbitrary strides. */
import type { OpOf } from '../../program/ops'
import { type Kernel, assignText, read, type KernelContext, scaledText, write } from '../kernel'
import { teamFor } from './thread-team'

export function strided(op: OpOf<'strided'>, { emulated }: Pick<KernelContext, 'emulated'>): Kernel[] {
  const sum = op.sum ?? []
  const terms = product(sum)
  const team = teamFor(product(op.sizes), terms, 1, emulated)
  const along = axesText('term', sum, op.along ?? [], 't')
  return [
    {
      operands: { x: read(op.x), out: write(op.out) },
      ...team.shape,
      body: `${team.begin}
${axesText('unit', op.sizes, op.from, 'u').text}
  let root = ${axesText('unit', op.sizes, op.from, 'u').place};
  let goal = ${axesText('unit', op.sizes, op.to, 'u').place};
  var value = 0f;
  for (var term = first; term < ${terms}u; term += ${team.step}u) {
  ${along.text}
    value += $x[root + ${along.place}];
  }
${team.total('value')}
${team.byOneThread(`  ${assignText(op, '$out[goal]', scaledText(op.scale, 'value'))}`)}`,
    },
  ]
}

/**
 * WGSL that splits a linear index over `sizes` (last axis fastest) into one index per axis, and computes the
 * corresponding position. Axes of size 1 are skipped.
 */
function axesText(
  count: string,
  sizes: readonly number[],
  strides: readonly number[],
  name: string,
): { readonly text: string; readonly place: string } {
  const lines: string[] = []
  const places: string[] = []
  let below = 1
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const size = sizes[axis] as number
    if (size !== 1) {
      lines.push(`  let ${name}${axis} = ${count} / ${below}u % ${size}u;`)
      // A negative stride can be written as an unsigned number, because 32-bit arithmetic wraps around to the same
      // position.
      places.push(`${name}${axis} * ${(strides[axis] as number) >>> 0}u`)
    }
    below *= size
  }
  return { text: lines.join('\n'), place: places.length === 0 ? '0u' : `(${places.join(' + ')})` }
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1)
}
