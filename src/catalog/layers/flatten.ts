/** @file Flatten: turns each sample into one vector. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer, NO_MEMORY } from '../layer-def'
import { featured, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'flatten',
  family: 'reshapes',
  inputs: 'one',
  params: {},
  glance: () => layersText.flatten.glance,
  shape(inputs) {
    const x = featured(inputs, layersText.flatten.title)
    return x.ok ? ok([size(x.value)]) : x
  },
  memory: () => NO_MEMORY,
  // TensorFlow.js 4.22 rejects an input that is already flat, so use a Reshape to the same shape, which has no effect.
  keras: (_, [x = []]) =>
    x.length === 1
      ? { class_name: 'Reshape', config: { target_shape: x } }
      : { class_name: 'Flatten', config: { data_format: 'channels_last' } },
})
