/** @file Swish: x sigmoid(x) (Ramachandran, Zoph and Le 2017). */
import { defineActivation, x, y } from '../activation-formula'
import { add, multiply, sigmoid, subtract } from '../expression'

const gate = sigmoid(x)

export const activation = defineActivation({
  name: 'swish',
  result: multiply(x, gate),
  derivative: add(gate, multiply(y, subtract(1, gate))),
})
