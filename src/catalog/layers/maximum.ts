/** @file Maximum: its inputs, merged number by number. */
import { defineLayer } from '../layer-def'
import { alike, merging } from './shared/merge'

export const maximum = defineLayer({
  kind: 'maximum',
  title: 'Maximum',
  family: 'combines',
  summary: 'Keeps the largest of its inputs, number by number.',
  search: 'max',
  inputs: 'many',
  params: {},
  glance: () => 'number by number',
  shape: (inputs) => alike(inputs, 'Maximum'),
  multiplyAdds: merging,
  keras: () => ({ class_name: 'Maximum', config: {} }),
})
