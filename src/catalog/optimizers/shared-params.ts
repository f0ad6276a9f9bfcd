/** @file Parameters that several optimizers share. */
import { optimizersText } from '../../messages/en/catalog/training'
import { float } from '../params'

/** The default is the one that tf.js and Keras use for float32. */
export const epsilon = float({
  ...optimizersText.params.epsilon,
  min: 1e-10,
  max: 0.1,
  default: 1e-7,
  advanced: true,
})

export const beta1 = float({
  ...optimizersText.params.beta1,
  min: 0,
  max: 0.9999,
  step: 0.01,
  default: 0.9,
  advanced: true,
})

export const beta2 = float({
  ...optimizersText.params.beta2,
  min: 0,
  max: 0.99999,
  step: 0.001,
  default: 0.999,
  advanced: true,
})
