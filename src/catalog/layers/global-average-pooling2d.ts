/** @file Global average pool 2D: one number for each channel. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked } from './shared/shapes'

export const globalAveragePooling2d = defineLayer({
  kind: 'globalAveragePooling2d',
  title: 'Global average pool 2D',
  family: 'reshapes',
  summary: 'Brings each channel down to its mean over the image: one number for "how much of it is there".',
  search: 'pooling gap',
  inputs: 'one',
  params: {},
  glance: () => 'one number a channel',
  shape(inputs) {
    const x = ranked(inputs, 3, 'Global average pool 2D')
    return x.ok ? ok([features(inputs)]) : x
  },
  keras: () => ({ class_name: 'GlobalAveragePooling2D', config: { data_format: 'channels_last' } }),
})
