/** @file Input: where the data comes in. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { dimensions } from '../../messages/format'
import { defineLayer } from '../layer-def'
import { columns, ints } from '../params'

export const input = defineLayer({
  kind: 'input',
  title: 'Input',
  family: 'end',
  summary: 'Where the data comes in, one sample after another.',
  search: 'source data features',
  inputs: 'none',
  params: {
    shape: ints({
      label: 'Shape',
      min: 1,
      max: 65536,
      maxLength: 3,
      default: [],
      advanced: true,
      help: 'Empty takes the shape of the data; one written here must be the same.',
    }),
    columns: columns({
      label: 'Columns',
      default: [],
      help: 'Which columns come in here; none chosen means all that are left.',
    }),
  },
  glance: (p) => (p.shape.length > 0 ? dimensions(p.shape) : p.columns.length > 0 ? p.columns.join(', ') : 'the data'),
  // A shape written by hand that is not the data's is told by the check of the network, which knows both.
  shape([data], p) {
    if (p.shape.length > 0) return ok(p.shape)
    return data ? ok(data) : fail(message('input-no-shape', { layer: 'Input' }))
  },
  keras: (_, [shape = []]) => ({
    class_name: 'InputLayer',
    config: { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false },
  }),
})
