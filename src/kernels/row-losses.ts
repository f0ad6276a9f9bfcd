/**
 * @file Losses of one row and their gradients: the formulas of training/losses.ts and their derivatives. Where a value
 * is clipped, its derivative is zero. A row of targets has at most two values: `own` at one position, and `other`.
 */
import { LossCode } from '../training/cpu/kernel-args/losses'
import { log, tanh } from './exact'
import { first } from './simd-lanes'

/** Keras' epsilon, and one minus it, as float32 values. */
const LOW: f64 = <f64>(<f32>1e-7)
const HIGH: f64 = <f64>(<f32>(1 - 1e-7))

/** The derivative of the loss that `lossOfOne` returned last. */
let derivative: f64 = 0

/**
 * The loss of outputs p [width]; writes its gradient [width] if `gradient` is not 0. The targets are `own` at `index`,
 * and `other` elsewhere.
 */
export function rowLoss(
  code: i32,
  p: usize,
  gradient: usize,
  width: i32,
  index: i32,
  own: f64,
  other: f64,
  delta: f64,
): f64 {
  switch (code) {
    case LossCode.categoricalCrossentropy:
    case LossCode.sparseCategoricalCrossentropy:
      return crossentropy(p, gradient, width, index, own, other)
    case LossCode.klDivergence:
      return divergence(p, gradient, width, index, own, other)
    case LossCode.categoricalHinge:
      return categoricalHinge(p, gradient, width, index, own, other)
    case LossCode.cosineProximity:
      return cosine(p, gradient, width, index, own, other)
    default: {
      let sum: f64 = 0
      for (let i = 0; i < width; i++) {
        sum += lossOfOne(code, i == index ? own : other, at(p, i), delta)
        if (gradient) put(gradient, i, derivative / <f64>width)
      }
      return sum / <f64>width
    }
  }
}

/**
 * Gradients of the pre-activations. For softmax with cross entropy they are p (sum of y) - y over the classes whose
 * probability is not clipped, for sigmoid (p - y) / width: both without the division by p in the gradient of p.
 */
export function preActivationGradient(
  softmax: bool,
  p: usize,
  gradient: usize,
  width: i32,
  index: i32,
  own: f64,
  other: f64,
): void {
  let sum: f64 = 0
  for (let i = 0; i < width; i++) sum += isInside(at(p, i)) ? (i == index ? own : other) : 0
  for (let i = 0; i < width; i++) {
    const probability = at(p, i)
    const y = i == index ? own : other
    const open: f64 = isInside(probability) ? 1 : 0
    put(gradient, i, softmax ? probability * sum - y * open : (open * (probability - y)) / <f64>width)
  }
}

function crossentropy(p: usize, gradient: usize, width: i32, index: i32, own: f64, other: f64): f64 {
  let total: f64 = 0
  for (let i = 0; i < width; i++) total += at(p, i)
  let loss: f64 = 0
  for (let i = 0; i < width; i++) {
    const y = i == index ? own : other
    if (y != 0) loss -= y * ln(clip(at(p, i) / total))
  }
  if (gradient == 0) return loss
  let drift: f64 = 0
  for (let i = 0; i < width; i++) {
    const probability = at(p, i) / total
    const by = isInside(probability) ? -(i == index ? own : other) / probability : 0
    put(gradient, i, by / total)
    // Every output contributes to the sum that all are divided by.
    drift += (by * at(p, i)) / (total * total)
  }
  for (let i = 0; i < width; i++) put(gradient, i, at(gradient, i) - drift)
  return loss
}

function divergence(p: usize, gradient: usize, width: i32, index: i32, own: f64, other: f64): f64 {
  let loss: f64 = 0
  for (let i = 0; i < width; i++) {
    const y = i == index ? own : other
    const predicted = at(p, i)
    if (y != 0) loss += y * ln(min(1, max(LOW, y)) / min(1, max(LOW, predicted)))
    put(gradient, i, predicted >= LOW && predicted <= 1 ? -y / predicted : 0)
  }
  return loss
}

function categoricalHinge(p: usize, gradient: usize, width: i32, index: i32, own: f64, other: f64): f64 {
  let right: f64 = 0
  let wrong: f64 = -Infinity
  for (let i = 0; i < width; i++) {
    const y = i == index ? own : other
    right += y * at(p, i)
    wrong = max(wrong, (1 - y) * at(p, i))
  }
  const loss = 1 + wrong - right
  for (let i = 0; i < width; i++) {
    const y = i == index ? own : other
    put(gradient, i, loss > 0 ? ((1 - y) * at(p, i) == wrong ? 1 - y : 0) - y : 0)
  }
  return max(0, loss)
}

function cosine(p: usize, gradient: usize, width: i32, index: i32, own: f64, other: f64): f64 {
  let square: f64 = 0
  let target: f64 = 0
  let both: f64 = 0
  for (let i = 0; i < width; i++) {
    const y = i == index ? own : other
    square += at(p, i) * at(p, i)
    target += y * y
    both += y * at(p, i)
  }
  const length = sqrt<f64>(max(square, LOW))
  const far = sqrt<f64>(max(target, LOW))
  const along = both / far
  for (let i = 0; i < width; i++) {
    const turn = square >= LOW ? (at(p, i) * along) / (length * length * length) : 0
    put(gradient, i, turn - (i == index ? own : other) / far / length)
  }
  return -along / length
}

/** The loss of one number; stores its derivative in `derivative`. */
function lossOfOne(code: i32, y: f64, p: f64, delta: f64): f64 {
  const miss = p - y
  switch (code) {
    case LossCode.binaryCrossentropy: {
      const probability = clip(p)
      derivative = isInside(p) ? (1 - y) / (1 - p) - y / p : 0
      return -(y * ln(probability) + (1 - y) * ln(1 - probability))
    }
    case LossCode.hinge: {
      const short = 1 - y * p
      derivative = short > 0 ? -y : 0
      return max(0, short)
    }
    case LossCode.squaredHinge: {
      const short = max(0, 1 - y * p)
      derivative = -2 * y * short
      return short * short
    }
    case LossCode.meanAbsoluteError:
      derivative = sign(miss)
      return abs(miss)
    case LossCode.huber: {
      const near = min(abs(miss), delta)
      derivative = near * sign(miss)
      return 0.5 * near * near + delta * (abs(miss) - near)
    }
    case LossCode.logcosh: {
      const activated = <f64>first(tanh(f32x4.splat(<f32>miss)))
      derivative = activated
      // log cosh x = |x| - log(1 + tanh |x|).
      return abs(miss) - ln(1 + abs(activated))
    }
    case LossCode.meanAbsolutePercentageError: {
      const size = max(LOW, abs(y))
      derivative = (-100 * sign(y - p)) / size
      return (100 * abs(miss)) / size
    }
    case LossCode.meanSquaredLogarithmicError: {
      const apart = ln(1 + max(LOW, p)) - ln(1 + max(LOW, y))
      derivative = p >= LOW ? (2 * apart) / (1 + p) : 0
      return apart * apart
    }
    case LossCode.poisson:
      derivative = 1 - y / (LOW + p)
      return p - y * ln(LOW + p)
    default:
      // The mean squared error.
      derivative = 2 * miss
      return miss * miss
  }
}

// @ts-ignore: decorator
@inline
function at(row: usize, i: i32): f64 {
  return load<f32>(row + (<usize>i << 2))
}

// @ts-ignore: decorator
@inline
function put(row: usize, i: i32, value: f64): void {
  store<f32>(row + (<usize>i << 2), <f32>value)
}

// @ts-ignore: decorator
@inline
function clip(p: f64): f64 {
  return min(HIGH, max(LOW, p))
}

// @ts-ignore: decorator
@inline
function isInside(p: f64): bool {
  return p >= LOW && p <= HIGH
}

/** TensorFlow.js' derivative of |x|, which is -1 at zero. */
// @ts-ignore: decorator
@inline
function sign(x: f64): f64 {
  return x > 0 ? 1 : -1
}

function ln(x: f64): f64 {
  return first(log(f32x4.splat(<f32>x)))
}
