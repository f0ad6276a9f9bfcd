/** @file Global max pool 1D: reduces each feature to its largest value over all steps. */
import { layersText } from '../../messages/en/catalog/layers'
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'globalMaxPooling1d',
  title: layersText.globalMaxPooling1d.title,
  family: 'reshapes',
  summary: layersText.globalMaxPooling1d.summary,
  search: layersText.globalMaxPooling1d.search,
  inputs: 'one',
  params: {},
  glance: () => layersText.glance.onePerFeature,
  shape(inputs) {
    const x = ranked(inputs, 2, layersText.globalMaxPooling1d.title)
    return x.ok ? ok([features(inputs)]) : x
  },
  // The place of each maximum is kept; the backward pass spreads the maxima and their gradients over the input.
  memory: ([x = []], out) => ({ forward: 2 * size(out), backward: size(out) + 2 * size(x) }),
  keras: () => ({ class_name: 'GlobalMaxPooling1D', config: {} }),
})
