/** @file Global max pool 2D: one number for each channel. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked } from './shared/shapes'

export const globalMaxPooling2d = defineLayer({
  kind: 'globalMaxPooling2d',
  title: 'Global max pool 2D',
  family: 'reshapes',
  summary: 'Keeps the strongest answer of each channel, wherever in the image it was.',
  search: 'pooling gmp',
  inputs: 'one',
  params: {},
  glance: () => 'one number a channel',
  shape(inputs) {
    const x = ranked(inputs, 3, 'Global max pool 2D')
    return x.ok ? ok([features(inputs)]) : x
  },
  keras: () => ({ class_name: 'GlobalMaxPooling2D', config: { data_format: 'channels_last' } }),
})
