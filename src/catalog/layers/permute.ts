/** @file Permute: the axes in another order. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { ints } from '../params'
import { featured } from './shared/shapes'

export const permute = defineLayer({
  kind: 'permute',
  title: 'Permute',
  family: 'reshapes',
  summary: 'Puts the axes of a sample in another order, as rows and columns of a table are swapped.',
  search: 'transpose swap axes',
  inputs: 'one',
  params: {
    dims: ints({
      label: 'Order',
      min: 1,
      max: 4,
      maxLength: 4,
      default: [2, 1],
      help: 'Which axis comes first, second, ...; the first is 1.',
    }),
  },
  glance: (p) => `axes ${p.dims.join(', ')}`,
  shape(inputs, p) {
    const x = featured(inputs, 'Permute')
    if (!x.ok) return x
    const rank = x.value.length
    const wanted = [...p.dims].sort((a, b) => a - b)
    if (wanted.length !== rank || wanted.some((axis, at) => axis !== at + 1)) {
      return fail(message('permute-order', { dims: p.dims, rank }))
    }
    return ok(p.dims.map((axis) => x.value[axis - 1] ?? 0))
  },
  keras: (p) => ({ class_name: 'Permute', config: { dims: p.dims } }),
})
