/** @file Add: its inputs, merged number by number. */
import { defineLayer } from '../layer-def'
import { alike, merging } from './shared/merge'

export const add = defineLayer({
  kind: 'add',
  title: 'Add',
  family: 'combines',
  summary: 'Adds its inputs number by number: the shortcut of residual networks.',
  search: 'residual skip sum',
  inputs: 'many',
  params: {},
  glance: () => 'number by number',
  shape: (inputs) => alike(inputs, 'Add'),
  multiplyAdds: merging,
  keras: () => ({ class_name: 'Add', config: {} }),
})
