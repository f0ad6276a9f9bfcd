/** @file Multiply: its inputs, merged number by number. */
import { defineLayer } from '../layer-def'
import { alike, merging } from './shared/merge'

export const multiply = defineLayer({
  kind: 'multiply',
  title: 'Multiply',
  family: 'combines',
  summary: 'Multiplies its inputs number by number: one can open and close the other like a gate.',
  search: 'gate product attention',
  inputs: 'many',
  params: {},
  glance: () => 'number by number',
  shape: (inputs) => alike(inputs, 'Multiply'),
  multiplyAdds: merging,
  keras: () => ({ class_name: 'Multiply', config: {} }),
})
