/** @file Hyperbolic tangent. */
import { defineActivation, x, y } from '../activation-formula'
import { multiply, subtract, tanh } from '../expression'

export const activation = defineActivation({
  name: 'tanh',
  result: tanh(x),
  derivative: subtract(1, multiply(y, y)),
})
