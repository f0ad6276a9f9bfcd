/** @file Mish: x tanh(softplus(x)) (Misra 2019). */
import { defineActivation, x } from '../activation-formula'
import { add, atMost, divide, exp, multiply, sigmoid, subtract } from '../expression'

/** e^x, limited because tanh(softplus(x)) is 1 to the last bit beyond 20. */
const power = exp(atMost(x, 20))
const n = multiply(power, add(power, 2))
/** tanh(log(1 + e^x)) with one exponential: with n = e^x (e^x + 2) it is n / (n + 2). */
const gate = divide(n, add(n, 2))

export const activation = defineActivation({
  name: 'mish',
  result: multiply(x, gate),
  derivative: add(gate, multiply(multiply(x, sigmoid(x)), subtract(1, multiply(gate, gate)))),
})
