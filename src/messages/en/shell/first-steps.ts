/** @file UI text for the first steps under the canvas, and for the suggestion to train on the full dataset. */
import { defineText } from '../../define'
import { byteSize, count } from '../../format'

export const firstStepsText = defineText('shell/first-steps', {
  label: 'First steps',
  close: 'Close first steps',
  place: (a: { step: number; steps: number }) => `${count(a.step)} of ${count(a.steps)}`,
  train: {
    about: 'Watch the network learn to read handwritten digits.',
    action: 'Train',
  },
  draw: {
    about: 'Draw a 4 in the Digits box. The prediction updates as you draw.',
    action: 'Start drawing',
  },
  dropout: {
    about: 'Add Dropout before the last layer, then train again. It reduces overfitting.',
    action: 'Add Dropout',
  },
  more: {
    label: 'More data',
    close: 'Close this offer',
    offer: (a: { images: number; bytes: number }) => `Train on all ${count(a.images)} digits (${byteSize(a.bytes)})`,
    loading: (a: { images: number }) => `Downloading all ${count(a.images)} digits`,
    preparing: 'Preparing…',
    progress: (a: { done: number; total: number }) => `${byteSize(a.done)} of ${byteSize(a.total)}`,
  },
})
