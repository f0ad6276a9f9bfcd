/** @file Global average pool 2D: reduces each channel to its mean over the image. */
import { layersText } from '../../messages/en/catalog/layers'
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked } from './shared/shapes'

export const layer = defineLayer({
  kind: 'globalAveragePooling2d',
  title: layersText.globalAveragePooling2d.title,
  family: 'reshapes',
  summary: layersText.globalAveragePooling2d.summary,
  search: layersText.globalAveragePooling2d.search,
  inputs: 'one',
  params: {},
  glance: () => layersText.glance.onePerChannel,
  shape(inputs) {
    const x = ranked(inputs, 3, layersText.globalAveragePooling2d.title)
    return x.ok ? ok([features(inputs)]) : x
  },
  keras: () => ({ class_name: 'GlobalAveragePooling2D', config: { data_format: 'channels_last' } }),
})
