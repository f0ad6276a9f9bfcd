/** @file Activation: one function, applied to every number. */
import { defineLayer } from '../layer-def'
import { choice } from '../params'
import { ACTIVATIONS, snake } from './shared/activation'
import { featured } from './shared/shapes'

export const activationLayer = defineLayer({
  kind: 'activation',
  title: 'Activation',
  family: 'reshapes',
  summary: 'Bends every number by one function; without a bend, layers in a row can do no more than one.',
  search: 'relu sigmoid tanh softmax nonlinearity',
  inputs: 'one',
  params: {
    activation: choice({
      label: 'Function',
      options: ACTIVATIONS,
      default: 'relu',
      help: 'The function every number goes through.',
    }),
  },
  glance: (p) => p.activation,
  shape: (inputs) => featured(inputs, 'Activation'),
  keras: (p) => ({ class_name: 'Activation', config: { activation: snake(p.activation) } }),
})
