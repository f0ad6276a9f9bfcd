/** @file GELU: x times the cumulative standard normal distribution at x (Hendrycks and Gimpel 2016). */
import { defineActivation, x } from '../activation-formula'
import { add, erf, exp, multiply } from '../expression'

const ONE_BY_SQRT_2PI = 0.3989422804014327
const cumulative = multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5)
const density = multiply(exp(multiply(multiply(x, x), -0.5)), ONE_BY_SQRT_2PI)

export const activation = defineActivation({
  name: 'gelu',
  result: multiply(x, cumulative),
  derivative: add(cumulative, multiply(x, density)),
})
