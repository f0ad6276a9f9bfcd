/** @file Output: where predictions are read and compared with the labels. It computes nothing itself. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { text } from '../params'
import { featured } from './shared/shapes'

export const layer = defineLayer({
  kind: 'output',
  family: 'end',
  inputs: 'one',
  out: false,
  params: {
    target: text({ ...layersText.output.target, maxLength: 200, default: '' }),
  },
  glance: (p) => p.target || layersText.output.glance,
  shape: (inputs) => featured(inputs, layersText.output.title),
  // Used only when one layer would serve two outputs, or when an input is connected directly to an output.
  keras: () => ({ class_name: 'Activation', config: { activation: 'linear' } }),
})
