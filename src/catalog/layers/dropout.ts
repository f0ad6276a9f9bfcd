/** @file Dropout: sets random values to zero during training (Srivastava et al. 2014). */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer, NO_MEMORY } from '../layer-def'
import { float } from '../params'
import { featured, size } from './shared/shapes'

export const layer = defineLayer({
  kind: 'dropout',
  family: 'regularises',
  inputs: 'one',
  params: {
    rate: float({ ...layersText.dropout.rate, min: 0, max: 0.95, step: 0.05, default: 0.25 }),
  },
  glance: (p) => layersText.dropout.glance({ rate: p.rate }),
  shape: (inputs) => featured(inputs, layersText.dropout.title),
  // Only training has a mask; otherwise, the input is the result.
  memory: (_, out, p) => (p.rate === 0 ? NO_MEMORY : { forward: 0, backward: 2 * size(out) }),
  keras: (p) => ({ class_name: 'Dropout', config: { rate: p.rate } }),
})
