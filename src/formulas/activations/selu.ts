/**
 * @file SELU: a scaled ELU, which keeps mean and variance (Klambauer et al., "Self-normalizing neural networks", 2017).
 */
import { defineActivation, x, y } from '../activation-formula'
import { add, expm1, isGreater, isLess, multiply, select } from '../expression'

const SCALE = 1.0507009873554805
/** The scale times alpha, rounded as in TensorFlow.js. */
const SCALE_ALPHA = 1.7580993408473768

export const activation = defineActivation({
  name: 'selu',
  result: select(isLess(x, 0), multiply(expm1(x), SCALE_ALPHA), multiply(x, SCALE)),
  derivative: select(isGreater(y, 0), SCALE, add(y, SCALE_ALPHA)),
})
