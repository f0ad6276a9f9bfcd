/** @file Global max pool 2D: reduces each channel to its largest value in the image. */
import { layersText } from '../../messages/en/catalog/layers'
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { features, ranked, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'globalMaxPooling2d',
  title: layersText.globalMaxPooling2d.title,
  family: 'reshapes',
  summary: layersText.globalMaxPooling2d.summary,
  search: layersText.globalMaxPooling2d.search,
  inputs: 'one',
  params: {},
  glance: () => layersText.glance.onePerChannel,
  shape(inputs) {
    const x = ranked(inputs, 3, layersText.globalMaxPooling2d.title)
    return x.ok ? ok([features(inputs)]) : x
  },
  // The place of each maximum is kept; the backward pass spreads the maxima and their gradients over the input.
  memory: ([x = []], out) => ({ forward: 2 * size(out), backward: size(out) + 2 * size(x) }),
  keras: () => ({ class_name: 'GlobalMaxPooling2D', config: { data_format: 'channels_last' } }),
})
