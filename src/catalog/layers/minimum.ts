/** @file Minimum: its inputs, merged number by number. */
import { defineLayer } from '../layer-def'
import { alike, merging } from './shared/merge'

export const minimum = defineLayer({
  kind: 'minimum',
  title: 'Minimum',
  family: 'combines',
  summary: 'Keeps the smallest of its inputs, number by number.',
  search: 'min',
  inputs: 'many',
  params: {},
  glance: () => 'number by number',
  shape: (inputs) => alike(inputs, 'Minimum'),
  multiplyAdds: merging,
  keras: () => ({ class_name: 'Minimum', config: {} }),
})
