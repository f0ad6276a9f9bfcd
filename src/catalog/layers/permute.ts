/** @file Permute: reorders the axes. */

import { fail, ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { defineLayer } from '../layer-def'
import { ints } from '../params'
import { featured } from './shared/shapes'

export const layer = defineLayer({
  kind: 'permute',
  family: 'reshapes',
  inputs: 'one',
  dependsOnWidth: true,
  params: {
    dims: ints({ ...layersText.permute.dims, min: 1, max: 4, maxLength: 4, default: [2, 1] }),
  },
  glance: (p) => layersText.permute.glance({ axes: p.dims }),
  shape(inputs, p) {
    const x = featured(inputs, layersText.permute.title)
    if (!x.ok) return x
    const rank = x.value.length
    const sorted = [...p.dims].sort((a, b) => a - b)
    if (sorted.length !== rank || sorted.some((axis, at) => axis !== at + 1)) {
      return fail(message('permute-order', { dims: p.dims, rank }))
    }
    return ok(p.dims.map((axis) => x.value[axis - 1] ?? 0))
  },
  keras: (p) => ({ class_name: 'Permute', config: { dims: p.dims } }),
})
