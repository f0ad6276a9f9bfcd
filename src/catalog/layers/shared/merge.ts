/** @file Element-wise merges: all inputs have the same shape, which is also the output shape. */

import { fail, ok, type Result } from '../../../base/result'
import { layersText } from '../../../messages/en/catalog/layers'
import { message } from '../../../messages/message'
import type { Problem } from '../../../messages/problem'
import { defineLayer, type LayerMemory, type Shape } from '../../layer-def'
import { size } from './shapes'

interface Elementwise {
  readonly kind: 'add' | 'average' | 'maximum' | 'minimum' | 'multiply'
  readonly class_name: string
  /** By default, the memory of a layer that keeps its result. */
  readonly memory?: (inputs: readonly Shape[], output: Shape) => LayerMemory
}

/** Defines a layer that combines its inputs element by element. */
export function elementwiseLayer({ kind, class_name, memory }: Elementwise) {
  const { title } = layersText[kind]
  return defineLayer({
    kind,
    family: 'combines',
    inputs: 'many',
    params: {},
    glance: () => layersText.glance.elementwise,
    shape: (inputs) => alike(inputs, title),
    // One operation less than the number of inputs, for each value.
    multiplyAdds: (inputs, output) => size(output) * Math.max(inputs.length - 1, 0),
    ...(memory && { memory }),
    keras: () => ({ class_name, config: {} }),
  })
}

/** The common shape of all inputs, or a problem that refers to the first port whose shape differs. */
function alike(inputs: readonly Shape[], layer: string): Result<Shape, Problem> {
  const [first = [], ...others] = inputs
  if (first.length === 0) return fail(message('needs-features', { layer }))
  const at = others.findIndex((shape) => !same(shape, first))
  const other = others[at]
  return other ? fail(message('shapes-differ', { layer, first, other, port: at + 1 })) : ok(first)
}

/** The memory of a merge that combines its inputs one after another, and keeps each intermediate result. */
export function chainedMemory(inputs: readonly Shape[], output: Shape): LayerMemory {
  const combined = size(output) * Math.max(inputs.length - 1, 1)
  return { forward: combined, backward: combined }
}

function same(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis])
}
