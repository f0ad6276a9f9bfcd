/** @file Leaky ReLU: relu with a small slope for negative values. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { float } from '../params'
import { featured } from './shared/shapes'

export const layer = defineLayer({
  kind: 'leakyReLU',
  family: 'reshapes',
  inputs: 'one',
  params: {
    alpha: float({ ...layersText.leakyReLU.alpha, min: 0, max: 1, step: 0.05, default: 0.3 }),
  },
  glance: (p) => layersText.leakyReLU.glance({ slope: p.alpha }),
  shape: (inputs) => featured(inputs, layersText.leakyReLU.title),
  keras: (p) => ({ class_name: 'LeakyReLU', config: { alpha: p.alpha } }),
})
