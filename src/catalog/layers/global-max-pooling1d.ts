/** @file Global max pool 1D: one number for each feature. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked } from './shared/shapes'

export const globalMaxPooling1d = defineLayer({
  kind: 'globalMaxPooling1d',
  title: 'Global max pool 1D',
  family: 'reshapes',
  summary: 'Keeps the strongest answer of each feature, whenever in the sequence it came.',
  search: 'pooling gmp',
  inputs: 'one',
  params: {},
  glance: () => 'one number a feature',
  shape(inputs) {
    const x = ranked(inputs, 2, 'Global max pool 1D')
    return x.ok ? ok([features(inputs)]) : x
  },
  keras: () => ({ class_name: 'GlobalMaxPooling1D', config: {} }),
})
