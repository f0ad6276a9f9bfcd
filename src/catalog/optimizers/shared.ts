/** @file Parameters that several optimizers share. */
import { float } from '../params'

/** Keeps a division from meeting zero; the default is what tf.js, PyTorch and Keras agree on for float32. */
export const epsilon = float({
  label: 'Epsilon',
  min: 1e-10,
  max: 0.1,
  default: 1e-7,
  advanced: true,
  help: 'A small number that keeps a division from meeting zero.',
})

export const beta1 = float({
  label: 'Beta 1',
  min: 0,
  max: 0.9999,
  step: 0.01,
  default: 0.9,
  advanced: true,
  help: 'How long the mean of the gradients remembers: 0.9 is about ten steps.',
})

export const beta2 = float({
  label: 'Beta 2',
  min: 0,
  max: 0.99999,
  step: 0.001,
  default: 0.999,
  advanced: true,
  help: 'How long the mean of their squares remembers: 0.999 is about a thousand steps.',
})
