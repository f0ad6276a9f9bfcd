/** @file Concatenate: joins its inputs along an axis. */

import { fail, ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { defineLayer } from '../layer-def'
import { int } from '../params'

export const layer = defineLayer({
  kind: 'concatenate',
  family: 'combines',
  inputs: 'many',
  params: {
    axis: int({ ...layersText.concatenate.axis, min: -1, max: 4, default: -1, advanced: true }),
  },
  glance: (p) => (p.axis === -1 ? layersText.concatenate.lastAxis : layersText.concatenate.alongAxis({ axis: p.axis })),
  shape(inputs, p) {
    const [first = [], ...others] = inputs
    const rank = first.length
    if (rank === 0) return fail(message('needs-features', { layer: layersText.concatenate.title }))
    if (p.axis === 0 || p.axis > rank)
      return fail(message('axis-range', { layer: layersText.concatenate.title, axis: p.axis, rank }))
    // In Keras, axis 0 is the batch.
    const axis = p.axis === -1 ? rank - 1 : p.axis - 1
    const at = others.findIndex((shape) => shape.length !== rank || shape.some((n, i) => i !== axis && n !== first[i]))
    const other = others[at]
    if (other) {
      return fail(
        message('concat-differ', { layer: layersText.concatenate.title, first, other, port: at + 1, axis: axis + 1 }),
      )
    }
    return ok(first.map((n, i) => (i === axis ? inputs.reduce((sum, shape) => sum + (shape[i] ?? 0), 0) : n)))
  },
  keras: (p) => ({ class_name: 'Concatenate', config: { axis: p.axis } }),
})
