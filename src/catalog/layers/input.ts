/** @file Input: where data enters the network. */

import { fail, ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { dimensions } from '../../messages/format'
import { message } from '../../messages/message'
import { defineLayer } from '../layer-def'
import { columns, ints } from '../params'

export const layer = defineLayer({
  kind: 'input',
  family: 'end',
  inputs: 'none',
  params: {
    shape: ints({ ...layersText.input.shape, min: 1, max: 65536, maxLength: 3, default: [], advanced: true }),
    columns: columns({ ...layersText.input.columns, default: [] }),
  },
  glance: (p) =>
    p.shape.length > 0 ? dimensions(p.shape) : p.columns.length > 0 ? p.columns.join(', ') : layersText.input.data,
  // A manually entered shape that differs from the data's is reported by the network check, which knows both.
  shape([data], p) {
    if (p.shape.length > 0) return ok(p.shape)
    return data ? ok(data) : fail(message('input-no-shape', { layer: layersText.input.title }))
  },
  keras: (_, [shape = []]) => ({
    class_name: 'InputLayer',
    config: { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false },
  }),
})
