/** @file Activations and their derivatives for a single number, with the formulas of TensorFlow.js. */
import { exp, log, tanh } from '../../../base/exact-math'
import { type Activation, DERIVATIVE_FROM_RESULT } from '../ops'

const SELU_SCALE = 1.0507009873554805
const SELU_ALPHA = 1.6732632423543772
/** 1 / sqrt(2 pi) */
const NORMAL_PEAK = 0.3989422804014327

/** The result of the activation at x. */
export function applyActivation({ name, alpha = 0 }: Activation, x: number): number {
  switch (name) {
    case 'linear':
      return x
    case 'relu':
      return Math.max(0, x)
    case 'relu6':
      return Math.min(6, Math.max(0, x))
    case 'leaky_relu':
      return x < 0 ? alpha * x : x
    case 'sigmoid':
      return sigmoid(x)
    case 'hard_sigmoid':
      return Math.min(1, Math.max(0, 0.2 * x + 0.5))
    case 'tanh':
      return tanh(x)
    case 'elu':
      return x < 0 ? exp(x) - 1 : x
    case 'selu':
      return SELU_SCALE * (x < 0 ? SELU_ALPHA * (exp(x) - 1) : x)
    case 'gelu':
      return 0.5 * x * (1 + erf(x / Math.SQRT2))
    case 'swish':
      return x * sigmoid(x)
    case 'mish':
      return x * tanh(softplus(x))
    case 'softplus':
      return softplus(x)
    case 'softsign':
      return x / (1 + Math.abs(x))
    default:
      return name satisfies never
  }
}

/**
 * Returns the derivative at x, given the activation's result y. At a kink, the value is the same as in TensorFlow.js.
 */
export function derivative(activation: Activation, x: number, y: number): number {
  switch (activation.name) {
    case 'gelu':
      return 0.5 * (1 + erf(x / Math.SQRT2)) + x * NORMAL_PEAK * exp(-0.5 * x * x)
    case 'swish': {
      const s = sigmoid(x)
      return s + x * s * (1 - s)
    }
    case 'mish': {
      const t = tanh(softplus(x))
      return t + x * (1 - t * t) * sigmoid(x)
    }
    case 'softplus':
      return sigmoid(x)
    default:
      return derivativeFromResult(activation, y)
  }
}

/**
 * Returns the derivative, computed from the activation's result y, for activations that allow this. Throws for other
 * activations.
 */
export function derivativeFromResult({ name, alpha = 0 }: Activation, y: number): number {
  switch (name) {
    case 'linear':
      return 1
    case 'relu':
      return y > 0 ? 1 : 0
    case 'relu6':
      return y > 0 && y < 6 ? 1 : 0
    case 'leaky_relu':
      return y > 0 ? 1 : alpha
    case 'sigmoid':
      return y * (1 - y)
    case 'hard_sigmoid':
      return y > 0 && y < 1 ? 0.2 : 0
    case 'tanh':
      return 1 - y * y
    case 'elu':
      return y < 0 ? y + 1 : 1
    case 'selu':
      return y > 0 ? SELU_SCALE : y + SELU_SCALE * SELU_ALPHA
    case 'softsign':
      return (1 - Math.abs(y)) * (1 - Math.abs(y))
    default:
      throw new Error(`the result of ${name} does not tell its slope (${[...DERIVATIVE_FROM_RESULT].join(', ')} do)`)
  }
}

/** 1 / (1 + e^-x) without overflow on either side. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x))
  const e = exp(x)
  return e / (1 + e)
}

function softplus(x: number): number {
  return x > 30 ? x : log(1 + exp(x))
}

/** The approximation that TensorFlow.js uses: Abramowitz and Stegun 7.1.26, accurate to 1.5e-7. */
function erf(x: number): number {
  const a = Math.abs(x)
  const t = 1 / (1 + 0.3275911 * a)
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const y = 1 - sum * exp(-a * a)
  return x < 0 ? -y : y
}
