/** @file Reshape: keeps the numbers and their order, and changes the shape. */

import { fail, ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { defineLayer, NO_MEMORY } from '../layer-def'
import { ints } from '../params'
import { featured, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'reshape',
  family: 'reshapes',
  inputs: 'one',
  dependsOnWidth: true,
  params: {
    targetShape: ints({ ...layersText.reshape.targetShape, min: -1, max: 16_777_216, maxLength: 4, default: [-1] }),
  },
  glance: (p) => p.targetShape.map((n) => (n === -1 ? '?' : n)).join('×'),
  shape(inputs, p) {
    const x = featured(inputs, layersText.reshape.title)
    if (!x.ok) return x
    const has = size(x.value)
    const to = p.targetShape
    const known = size(to.filter((n) => n !== -1))
    const open = to.filter((n) => n === -1).length
    if (to.length > 0 && open === 0 && known !== has) {
      return fail(message('reshape-size', { from: x.value, to, has, wants: known }))
    }
    if (to.length > 0 && open <= 1 && known > 0 && has % known === 0) return ok(solved(to, has))
    return fail(message('reshape-unknown', { from: x.value, to, has }))
  },
  // Resolve the -1 here, because TensorFlow.js 4.22 passes it to the following layers as null.
  memory: () => NO_MEMORY,
  keras: (p, [x = []]) => ({ class_name: 'Reshape', config: { target_shape: solved(p.targetShape, size(x)) } }),
})

/** Returns the target shape, with -1 (if present) replaced by the computed size. */
function solved(to: readonly number[], has: number): readonly number[] {
  const known = size(to.filter((n) => n !== -1))
  return to.map((n) => (n === -1 ? has / known : n))
}
