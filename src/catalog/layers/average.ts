/** @file Average: its inputs, merged number by number. */
import { defineLayer } from '../layer-def'
import { alike, merging } from './shared/merge'

export const average = defineLayer({
  kind: 'average',
  title: 'Average',
  family: 'combines',
  summary: 'Takes the mean of its inputs, number by number.',
  search: 'mean ensemble',
  inputs: 'many',
  params: {},
  glance: () => 'number by number',
  shape: (inputs) => alike(inputs, 'Average'),
  multiplyAdds: merging,
  keras: () => ({ class_name: 'Average', config: {} }),
})
