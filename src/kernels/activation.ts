/**
 * @file Activation: every activation of the catalog and its derivative, four numbers at once. Formulas and constants as
 * in TensorFlow.js.
 */
import { ActivationCode } from '../training/cpu/kernel-args/kernel-codes'
import { erf, exp, expm1OfNegative, sigmoid, softplus, tanh } from './exact'

// From TensorFlow.js' selu_util.
const SELU_SCALE: f32 = 1.0507009873554805
const SELU_SCALE_ALPHA: f32 = 1.7580993408473768
const SQRT_HALF: f32 = 0.7071067811865476
const ONE_BY_SQRT_2PI: f32 = 0.3989422804014327

/** act(x). `alpha` is the slope of leaky_relu below 0. The two most frequent ones are inlined; a NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function applyActivation(code: i32, alpha: f32, x: v128): v128 {
  if (code == ActivationCode.linear) return x
  if (code == ActivationCode.relu) return f32x4.pmax(x, f32x4.splat(0))
  return applyOther(code, alpha, x)
}

/** act'(x) from the result y = act(x), for the activations of DERIVATIVE_FROM_RESULT. */
// @ts-ignore: decorator
@inline
export function derivativeFromResult(code: i32, alpha: f32, y: v128): v128 {
  if (code == ActivationCode.linear) return f32x4.splat(1)
  if (code == ActivationCode.relu) return v128.and(f32x4.splat(1), f32x4.gt(y, f32x4.splat(0)))
  return derivativeOther(code, alpha, y)
}

function applyOther(code: i32, alpha: f32, x: v128): v128 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  switch (code) {
    case ActivationCode.relu6:
      return f32x4.pmin(f32x4.pmax(x, zero), f32x4.splat(6))
    case ActivationCode.leaky_relu:
      return v128.bitselect(f32x4.mul(x, f32x4.splat(alpha)), x, f32x4.lt(x, zero))
    case ActivationCode.sigmoid:
      return sigmoid(x)
    case ActivationCode.hard_sigmoid:
      return f32x4.pmin(f32x4.pmax(f32x4.add(f32x4.mul(x, f32x4.splat(0.2)), f32x4.splat(0.5)), zero), one)
    case ActivationCode.tanh:
      return tanh(x)
    case ActivationCode.elu:
      return v128.bitselect(expm1OfNegative(x), x, f32x4.lt(x, zero))
    case ActivationCode.selu:
      return v128.bitselect(
        f32x4.mul(expm1OfNegative(x), f32x4.splat(SELU_SCALE_ALPHA)),
        f32x4.mul(x, f32x4.splat(SELU_SCALE)),
        f32x4.lt(x, zero),
      )
    case ActivationCode.gelu:
      return f32x4.mul(x, normalBelow(x))
    case ActivationCode.swish:
      return f32x4.mul(x, sigmoid(x))
    case ActivationCode.mish:
      return f32x4.mul(x, tanhOfSoftplus(x))
    case ActivationCode.softplus:
      return softplus(x)
    case ActivationCode.softsign:
      return f32x4.div(x, f32x4.add(f32x4.abs(x), one))
    default:
      return x
  }
}

function derivativeOther(code: i32, alpha: f32, y: v128): v128 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  switch (code) {
    case ActivationCode.relu6:
      return v128.and(one, v128.and(f32x4.gt(y, zero), f32x4.lt(y, f32x4.splat(6))))
    case ActivationCode.leaky_relu:
      return v128.bitselect(one, f32x4.splat(alpha), f32x4.gt(y, zero))
    case ActivationCode.sigmoid:
      return f32x4.mul(y, f32x4.sub(one, y))
    case ActivationCode.hard_sigmoid:
      return v128.and(f32x4.splat(0.2), v128.and(f32x4.gt(y, zero), f32x4.lt(y, one)))
    case ActivationCode.tanh:
      return f32x4.sub(one, f32x4.mul(y, y))
    case ActivationCode.elu:
      return v128.bitselect(f32x4.add(y, one), one, f32x4.lt(y, zero))
    case ActivationCode.selu:
      return v128.bitselect(f32x4.splat(SELU_SCALE), f32x4.add(y, f32x4.splat(SELU_SCALE_ALPHA)), f32x4.gt(y, zero))
    case ActivationCode.softsign: {
      const remainder = f32x4.sub(one, f32x4.abs(y))
      return f32x4.mul(remainder, remainder)
    }
    default:
      return one
  }
}

/** act'(x), where y = act(x). */
export function derivative(code: i32, alpha: f32, x: v128, y: v128): v128 {
  const one = f32x4.splat(1)
  switch (code) {
    case ActivationCode.gelu: {
      const density = f32x4.mul(exp(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5))), f32x4.splat(ONE_BY_SQRT_2PI))
      return f32x4.add(normalBelow(x), f32x4.mul(x, density))
    }
    case ActivationCode.swish: {
      const s = sigmoid(x)
      return f32x4.add(s, f32x4.mul(y, f32x4.sub(one, s)))
    }
    case ActivationCode.mish: {
      const t = tanhOfSoftplus(x)
      return f32x4.add(t, f32x4.mul(f32x4.mul(x, sigmoid(x)), f32x4.sub(one, f32x4.mul(t, t))))
    }
    case ActivationCode.softplus:
      return sigmoid(x)
    default:
      return derivativeFromResult(code, alpha, y)
  }
}

/** tanh(log(1 + e^x)) with one exponential: with n = e^x (e^x + 2) it is n / (n + 2). */
// @ts-ignore: decorator
@inline
function tanhOfSoftplus(x: v128): v128 {
  // Beyond this it is 1 to the last bit.
  const e = exp(f32x4.pmin(x, f32x4.splat(20)))
  const n = f32x4.mul(e, f32x4.add(e, f32x4.splat(2)))
  return f32x4.div(n, f32x4.add(n, f32x4.splat(2)))
}

/** The cumulative standard normal distribution at x. */
// @ts-ignore: decorator
@inline
function normalBelow(x: v128): v128 {
  return f32x4.mul(f32x4.add(erf(f32x4.mul(x, f32x4.splat(SQRT_HALF))), f32x4.splat(1)), f32x4.splat(0.5))
}
