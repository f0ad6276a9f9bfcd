/** @file Element-wise merges: all inputs have the same shape, which is also the output shape. */
import { message } from '../../../messages/message'
import type { Problem } from '../../../messages/problem'
import { fail, ok, type Result } from '../../../base/result'
import type { LayerMemory, Shape } from '../../layer-def'
import { size } from './shapes'

/** The common shape of all inputs, or a problem that refers to the first port whose shape differs. */
export function alike(inputs: readonly Shape[], layer: string): Result<Shape, Problem> {
  const [first = [], ...others] = inputs
  if (first.length === 0) return fail(message('needs-features', { layer }))
  const at = others.findIndex((shape) => !same(shape, first))
  const other = others[at]
  return other ? fail(message('shapes-differ', { layer, first, other, port: at + 1 })) : ok(first)
}

/** Number of operations in a merge: one less than the number of inputs, for each value. */
export function merging(inputs: readonly Shape[], output: Shape): number {
  return size(output) * Math.max(inputs.length - 1, 0)
}

/** The memory of a merge that combines its inputs one after another, and keeps each intermediate result. */
export function chainedMemory(inputs: readonly Shape[], output: Shape): LayerMemory {
  const combined = size(output) * Math.max(inputs.length - 1, 1)
  return { forward: combined, backward: combined }
}

function same(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis])
}
