/** @file Softplus: log(1 + e^x). */
import { defineActivation, x } from '../activation-formula'
import { sigmoid, softplus } from '../expression'

export const activation = defineActivation({
  name: 'softplus',
  result: softplus(x),
  derivative: sigmoid(x),
})
