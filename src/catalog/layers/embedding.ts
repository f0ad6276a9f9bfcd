/** @file Embedding: a learned vector for each whole number. */
import { ok } from '../../base/result'
import { count } from '../../messages/format'
import { defineLayer } from '../layer-def'
import { int } from '../params'
import { ranked } from './shared/shapes'

export const embedding = defineLayer({
  kind: 'embedding',
  title: 'Embedding',
  family: 'learns',
  summary:
    'Looks each whole number up in a table and gives the vector it has learned for it: words, users, places become points.',
  search: 'lookup words tokens vocabulary',
  inputs: 'one',
  params: {
    inputDim: int({
      label: 'Entries',
      min: 1,
      max: 10_000_000,
      default: 1000,
      help: 'How many numbers there are: 0 up to one less than this.',
    }),
    outputDim: int({ label: 'Width', min: 1, max: 65536, default: 16, help: 'How long the vector of each is.' }),
  },
  glance: (p) => `${count(p.inputDim)} entries, ${count(p.outputDim)} wide`,
  shape(inputs, p) {
    const x = ranked(inputs, 1, 'Embedding')
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
