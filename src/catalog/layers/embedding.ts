/** @file Embedding: a learned vector for each integer. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { int } from '../params'
import { ranked } from './shared/shapes'

export const layer = defineLayer({
  kind: 'embedding',
  family: 'learns',
  inputs: 'one',
  params: {
    inputDim: int({ ...layersText.embedding.inputDim, min: 1, max: 10_000_000, default: 1000 }),
    outputDim: int({ ...layersText.embedding.outputDim, min: 1, max: 65536, default: 16 }),
  },
  glance: (p) => layersText.embedding.glance({ entries: p.inputDim, size: p.outputDim }),
  shape(inputs, p) {
    const x = ranked(inputs, 1, layersText.embedding.title)
    return x.ok ? ok([...x.value, p.outputDim]) : x
  },
  weights: (_, p) => [{ name: 'embeddings', shape: [p.inputDim, p.outputDim], trainable: true }],
  keras: (p) => ({
    class_name: 'Embedding',
    config: {
      input_dim: p.inputDim,
      output_dim: p.outputDim,
      embeddings_initializer: { class_name: 'RandomUniform', config: { minval: -0.05, maxval: 0.05 } },
      mask_zero: false,
    },
  }),
})
