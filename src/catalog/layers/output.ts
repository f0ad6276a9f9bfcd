/** @file Output: where the answer is read and compared with the labels. It computes nothing. */
import { defineLayer } from '../layer-def'
import { text } from '../params'
import { featured } from './shared/shapes'

export const output = defineLayer({
  kind: 'output',
  title: 'Output',
  family: 'end',
  summary: 'Where the answer is read, and compared with the truth while training.',
  search: 'target label prediction',
  inputs: 'one',
  out: false,
  params: {
    target: text({
      label: 'Predicts',
      maxLength: 200,
      default: '',
      help: 'The column this output predicts; empty takes the one of the plan.',
    }),
  },
  glance: (p) => p.target || 'the target',
  shape: (inputs) => featured(inputs, 'Output'),
  // Lowered only where one layer would serve two outputs, or an input goes straight to one.
  keras: () => ({ class_name: 'Activation', config: { activation: 'linear' } }),
})
