/** @file Activation: applies one function to every number. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer, NO_MEMORY, resultMemory } from '../layer-def'
import { choice } from '../params'
import { ACTIVATIONS, snake } from './shared/activation'
import { featured } from './shared/shapes'

export const layer = defineLayer({
  kind: 'activation',
  family: 'reshapes',
  inputs: 'one',
  params: {
    activation: choice({ ...layersText.activation.activation, options: ACTIVATIONS, default: 'relu' }),
  },
  glance: (p) => p.activation,
  shape: (inputs) => featured(inputs, layersText.activation.title),
  memory: (_, out, p) => (p.activation === 'linear' ? NO_MEMORY : resultMemory(out)),
  keras: (p) => ({ class_name: 'Activation', config: { activation: snake(p.activation) } }),
})
