/** @file ELU: e^x - 1 below 0, the input above (Clevert, Unterthiner and Hochreiter 2016). */
import { defineActivation, x, y } from '../activation-formula'
import { add, expm1, isLess, select } from '../expression'

export const activation = defineActivation({
  name: 'elu',
  result: select(isLess(x, 0), expm1(x), x),
  derivative: select(isLess(y, 0), add(y, 1), 1),
})
