/** @file Hard sigmoid: 0.2 x + 0.5, limited to the range from 0 to 1. */
import { defineActivation, x, y } from '../activation-formula'
import { add, atLeast, atMost, both, isGreater, isLess, multiply, select } from '../expression'

export const activation = defineActivation({
  name: 'hard_sigmoid',
  result: atMost(atLeast(add(multiply(x, 0.2), 0.5), 0), 1),
  derivative: select(both(isGreater(y, 0), isLess(y, 1)), 0.2, 0),
})
