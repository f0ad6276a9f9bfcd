/** @file Flatten: one long vector a sample. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { featured, size } from './shared/shapes'

export const flatten = defineLayer({
  kind: 'flatten',
  title: 'Flatten',
  family: 'reshapes',
  summary: 'Lays all numbers of a sample out in one long row, as a Dense layer wants them.',
  search: 'vector',
  inputs: 'one',
  params: {},
  glance: () => 'one long row',
  shape(inputs) {
    const x = featured(inputs, 'Flatten')
    return x.ok ? ok([size(x.value)]) : x
  },
  // tf.js 4.22 refuses to flatten what is flat already; a Reshape to the same does nothing, as it should.
  keras: (_, [x = []]) =>
    x.length === 1
      ? { class_name: 'Reshape', config: { target_shape: x } }
      : { class_name: 'Flatten', config: { data_format: 'channels_last' } },
})
