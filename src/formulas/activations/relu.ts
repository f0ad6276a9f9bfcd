/** @file ReLU: 0 below 0, the input above. */
import { defineActivation, x, y } from '../activation-formula'
import { atLeast, isGreater, select } from '../expression'

export const activation = defineActivation({
  name: 'relu',
  isFrequent: true,
  result: atLeast(x, 0),
  derivative: select(isGreater(y, 0), 1, 0),
})
