/** @file Global average pool 1D: reduces each feature to its mean over all steps. */
import { layersText } from '../../messages/en/catalog/layers'
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked } from './shared/shapes'

export const layer = defineLayer({
  kind: 'globalAveragePooling1d',
  title: layersText.globalAveragePooling1d.title,
  family: 'reshapes',
  summary: layersText.globalAveragePooling1d.summary,
  search: layersText.globalAveragePooling1d.search,
  inputs: 'one',
  params: {},
  glance: () => layersText.glance.onePerFeature,
  shape(inputs) {
    const x = ranked(inputs, 2, layersText.globalAveragePooling1d.title)
    return x.ok ? ok([features(inputs)]) : x
  },
  keras: () => ({ class_name: 'GlobalAveragePooling1D', config: {} }),
})
