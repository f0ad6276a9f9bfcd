/** @file Leaky ReLU: the input above 0, alpha times the input below. */
import { alpha, defineActivation, x, y } from '../activation-formula'
import { isGreater, isLess, multiply, select } from '../expression'

export const activation = defineActivation({
  name: 'leaky_relu',
  result: select(isLess(x, 0), multiply(x, alpha), x),
  derivative: select(isGreater(y, 0), 1, alpha),
})
