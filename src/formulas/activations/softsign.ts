/** @file Softsign: x / (1 + |x|). */
import { defineActivation, x, y } from '../activation-formula'
import { abs, add, divide, multiply, subtract } from '../expression'

const remainder = subtract(1, abs(y))

export const activation = defineActivation({
  name: 'softsign',
  result: divide(x, add(abs(x), 1)),
  derivative: multiply(remainder, remainder),
})
