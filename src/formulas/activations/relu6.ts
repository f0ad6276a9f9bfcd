/** @file ReLU 6: ReLU with results of at most 6. */
import { defineActivation, x, y } from '../activation-formula'
import { atLeast, atMost, both, isGreater, isLess, select } from '../expression'

export const activation = defineActivation({
  name: 'relu6',
  result: atMost(atLeast(x, 0), 6),
  derivative: select(both(isGreater(y, 0), isLess(y, 6)), 1, 0),
})
