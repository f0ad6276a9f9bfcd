/** @file Global average pool 1D: one number for each feature. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked } from './shared/shapes'

export const globalAveragePooling1d = defineLayer({
  kind: 'globalAveragePooling1d',
  title: 'Global average pool 1D',
  family: 'reshapes',
  summary: 'Brings each feature down to its mean over the sequence.',
  search: 'pooling gap',
  inputs: 'one',
  params: {},
  glance: () => 'one number a feature',
  shape(inputs) {
    const x = ranked(inputs, 2, 'Global average pool 1D')
    return x.ok ? ok([features(inputs)]) : x
  },
  keras: () => ({ class_name: 'GlobalAveragePooling1D', config: {} }),
})
