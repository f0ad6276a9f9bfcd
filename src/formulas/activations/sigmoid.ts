/** @file Sigmoid: 1 / (1 + e^-x). */
import { defineActivation, x, y } from '../activation-formula'
import { multiply, sigmoid, subtract } from '../expression'

export const activation = defineActivation({
  name: 'sigmoid',
  result: sigmoid(x),
  derivative: multiply(y, subtract(1, y)),
})
