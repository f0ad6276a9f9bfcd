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
  keras: () => ({ class_name: 'Flatten', config: { data_format: 'channels_last' } }),
})
