/** @file Concatenate: its inputs side by side. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { int } from '../params'

export const concatenate = defineLayer({
  kind: 'concatenate',
  title: 'Concatenate',
  family: 'combines',
  summary: 'Lays its inputs side by side, so that the next layer sees all of them at once.',
  search: 'join merge inception unet',
  inputs: 'many',
  params: {
    axis: int({
      label: 'Axis',
      min: -1,
      max: 4,
      default: -1,
      advanced: true,
      help: 'Along which axis: -1 is the last one, the features or channels; 1 is the first.',
    }),
  },
  glance: (p) => (p.axis === -1 ? 'side by side' : `along axis ${p.axis}`),
  shape(inputs, p) {
    const [first = [], ...others] = inputs
    const rank = first.length
    if (rank === 0) return fail(message('needs-features', { layer: 'Concatenate' }))
    if (p.axis === 0 || p.axis > rank) return fail(message('axis-range', { layer: 'Concatenate', axis: p.axis, rank }))
    // Keras counts the batch as axis 0.
    const axis = p.axis === -1 ? rank - 1 : p.axis - 1
    const at = others.findIndex((shape) => shape.length !== rank || shape.some((n, i) => i !== axis && n !== first[i]))
    const other = others[at]
    if (other) {
      return fail(message('concat-differ', { layer: 'Concatenate', first, other, port: at + 1, axis: axis + 1 }))
    }
    return ok(first.map((n, i) => (i === axis ? inputs.reduce((sum, shape) => sum + (shape[i] ?? 0), 0) : n)))
  },
  keras: (p) => ({ class_name: 'Concatenate', config: { axis: p.axis } }),
})
