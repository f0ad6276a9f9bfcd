/**
 * @file Activation: each activation and its derivative as WGSL expressions, as defined in interpret.ts. They call
 * functions of `maths.ts`, so shaders that contain them must go through `withMaths`. Arguments must be names or
 * parenthesized, because they are repeated.
 */
import type { Activation, Gate } from '../../program/ops'
import { f32 } from './maths'

/** Klambauer et al., "Self-normalizing neural networks", 2017, rounded as in TensorFlow.js. */
const SELU_SCALE = 1.0507009873554805
const SELU_SCALE_ALPHA = 1.7580993408473768

/** WGSL for the result of the activation at `x`. */
export function activationText(activation: Activation, x: string): string {
  switch (activation.name) {
    case 'linear':
      return x
    case 'relu':
      return `select(${x}, 0f, ${x} < 0f)`
    case 'relu6':
      return within(x, 6)
    case 'leaky_relu':
      return `select(${f32(activation.alpha ?? 0)} * ${x}, ${x}, ${x} > 0f)`
    case 'sigmoid':
      return `sigmoid_of(${x})`
    case 'hard_sigmoid':
      return within(`(0.2f * ${x} + 0.5f)`, 1)
    case 'tanh':
      return `tanh_of(${x})`
    case 'elu':
      return `select(expm1_of(${x}), ${x}, ${x} >= 0f)`
    case 'selu':
      return `select(${f32(SELU_SCALE_ALPHA)} * expm1_of(${x}), ${f32(SELU_SCALE)} * ${x}, ${x} >= 0f)`
    case 'gelu':
      return `(0.5f * ${x} * (1f + erf_of(${x} * ${f32(Math.SQRT1_2)})))`
    case 'swish':
      return `(${x} * sigmoid_of(${x}))`
    case 'mish':
      return `(${x} * tanh_of(softplus_of(${x})))`
    case 'softplus':
      return `softplus_of(${x})`
    case 'softsign':
      return `(${x} / (1f + abs(${x})))`
  }
}

/**
 * WGSL for the derivative of an activation in DERIVATIVE_FROM_RESULT, computed from the activation's result `y`. Throws
 * for other activations.
 */
export function derivativeFromResult(activation: Activation, y: string): string {
  switch (activation.name) {
    case 'linear':
      return '1f'
    case 'relu':
      return `select(0f, 1f, ${y} > 0f)`
    case 'relu6':
      return `select(0f, 1f, ${y} > 0f && ${y} < 6f)`
    case 'leaky_relu':
      return `select(${f32(activation.alpha ?? 0)}, 1f, ${y} > 0f)`
    case 'sigmoid':
      return `(${y} * (1f - ${y}))`
    case 'hard_sigmoid':
      return `select(0f, 0.2f, ${y} > 0f && ${y} < 1f)`
    case 'tanh':
      return `(1f - ${y} * ${y})`
    case 'elu':
      return `select(${y} + 1f, 1f, ${y} >= 0f)`
    case 'selu':
      return `select(${y} + ${f32(SELU_SCALE_ALPHA)}, ${f32(SELU_SCALE)}, ${y} > 0f)`
    case 'softsign':
      return `((1f - abs(${y})) * (1f - abs(${y})))`
    case 'gelu':
    case 'swish':
    case 'mish':
    case 'softplus':
      throw new Error(`the slope of ${activation.name} needs more than its result`)
  }
}

/**
 * WGSL that multiplies `value` by the derivative of the gate's activation, computed from the activation's result
 * `result`; just `value` if there is no gate. If the op accumulates, the derivative also multiplies the number that
 * `value` is added to.
 */
export function gated(gate: Gate | undefined, result: string, value: string): string {
  return gate === undefined ? value : `(${value}) * ${derivativeFromResult(gate.activation, result)}`
}

/** WGSL for the derivative of any activation at `x`, given the activation's result `y`. */
export function derivativeText(activation: Activation, x: string, y: string): string {
  switch (activation.name) {
    case 'gelu':
      // The derivative of GELU: the cumulative normal distribution at x, plus x times its density, 1 / sqrt(2 pi)
      // exp(-x^2 / 2).
      return `(0.5f * (1f + erf_of(${x} * ${f32(Math.SQRT1_2)})) + ${x} * 0.39894228f * exp(-0.5f * ${x} * ${x}))`
    case 'swish':
      return `(sigmoid_of(${x}) * (1f + ${x} * (1f - sigmoid_of(${x}))))`
    case 'mish':
      return `mish_slope_of(${x})`
    case 'softplus':
      return `sigmoid_of(${x})`
    default:
      return derivativeFromResult(activation, y)
  }
}

/**
 * WGSL that clamps x to the range 0 to `most`. It does not use `clamp`, `max` or `min`, which may turn a NaN into a
 * number and thereby hide where the NaN originated.
 */
function within(x: string, most: number): string {
  return `select(select(${x}, ${f32(most)}, ${x} > ${f32(most)}), 0f, ${x} < 0f)`
}
