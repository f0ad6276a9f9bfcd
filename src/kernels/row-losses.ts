/**
 * @file Losses of one row and their slopes by its outputs: training/losses.ts written out, and what differentiating those
 * formulas gives. Where a value is clipped its slope is zero. A row of targets has at most two values: `own` at one place, `other`.
 */
import { LossCode } from '../training/cpu/records/ends'
import { log, tanh } from './exact'
import { first } from './lanes'

/** Keras' epsilon, and one less it, as float32 holds them. */
const LOW: f64 = <f64>(<f32>1e-7)
const HIGH: f64 = <f64>(<f32>(1 - 1e-7))

/** The slope that goes with the loss that `lossOfOne` gave last. */
let slope: f64 = 0

/** The loss of outputs p [width]; writes its slopes [width], if `slopes` is not 0. The targets are `own` at `place`, and `other` elsewhere. */
export function rowLoss(
  code: i32,
  p: usize,
  slopes: usize,
  width: i32,
  place: i32,
  own: f64,
  other: f64,
  delta: f64,
): f64 {
  switch (code) {
    case LossCode.categoricalCrossentropy:
    case LossCode.sparseCategoricalCrossentropy:
      return crossentropy(p, slopes, width, place, own, other)
    case LossCode.klDivergence:
      return divergence(p, slopes, width, place, own, other)
    case LossCode.categoricalHinge:
      return categoricalHinge(p, slopes, width, place, own, other)
    case LossCode.cosineProximity:
      return cosine(p, slopes, width, place, own, other)
    default: {
      let sum: f64 = 0
      for (let i = 0; i < width; i++) {
        sum += lossOfOne(code, i == place ? own : other, at(p, i), delta)
        if (slopes) put(slopes, i, slope / <f64>width)
      }
      return sum / <f64>width
    }
  }
}

/**
 * Slopes by the sums before the activation. Of softmax with cross entropy they are p (sum of y) - y over the classes whose chance
 * is not clipped; of sigmoid (p - y) / width: both without the division by p that slopes by p have.
 */
export function slopesBySums(
  softmax: bool,
  p: usize,
  slopes: usize,
  width: i32,
  place: i32,
  own: f64,
  other: f64,
): void {
  let sum: f64 = 0
  for (let i = 0; i < width; i++) sum += isInside(at(p, i)) ? (i == place ? own : other) : 0
  for (let i = 0; i < width; i++) {
    const chance = at(p, i)
    const y = i == place ? own : other
    const open: f64 = isInside(chance) ? 1 : 0
    put(slopes, i, softmax ? chance * sum - y * open : (open * (chance - y)) / <f64>width)
  }
}

function crossentropy(p: usize, slopes: usize, width: i32, place: i32, own: f64, other: f64): f64 {
  let total: f64 = 0
  for (let i = 0; i < width; i++) total += at(p, i)
  let loss: f64 = 0
  for (let i = 0; i < width; i++) {
    const y = i == place ? own : other
    if (y != 0) loss -= y * ln(clip(at(p, i) / total))
  }
  if (slopes == 0) return loss
  let drift: f64 = 0
  for (let i = 0; i < width; i++) {
    const chance = at(p, i) / total
    const by = isInside(chance) ? -(i == place ? own : other) / chance : 0
    put(slopes, i, by / total)
    // Every output is in the sum that all are divided by.
    drift += (by * at(p, i)) / (total * total)
  }
  for (let i = 0; i < width; i++) put(slopes, i, at(slopes, i) - drift)
  return loss
}

function divergence(p: usize, slopes: usize, width: i32, place: i32, own: f64, other: f64): f64 {
  let loss: f64 = 0
  for (let i = 0; i < width; i++) {
    const y = i == place ? own : other
    const said = at(p, i)
    if (y != 0) loss += y * ln(min(1, max(LOW, y)) / min(1, max(LOW, said)))
    put(slopes, i, said >= LOW && said <= 1 ? -y / said : 0)
  }
  return loss
}

function categoricalHinge(p: usize, slopes: usize, width: i32, place: i32, own: f64, other: f64): f64 {
  let right: f64 = 0
  let wrong: f64 = -Infinity
  for (let i = 0; i < width; i++) {
    const y = i == place ? own : other
    right += y * at(p, i)
    wrong = max(wrong, (1 - y) * at(p, i))
  }
  const loss = 1 + wrong - right
  for (let i = 0; i < width; i++) {
    const y = i == place ? own : other
    put(slopes, i, loss > 0 ? ((1 - y) * at(p, i) == wrong ? 1 - y : 0) - y : 0)
  }
  return max(0, loss)
}

function cosine(p: usize, slopes: usize, width: i32, place: i32, own: f64, other: f64): f64 {
  let square: f64 = 0
  let target: f64 = 0
  let both: f64 = 0
  for (let i = 0; i < width; i++) {
    const y = i == place ? own : other
    square += at(p, i) * at(p, i)
    target += y * y
    both += y * at(p, i)
  }
  const length = sqrt<f64>(max(square, LOW))
  const far = sqrt<f64>(max(target, LOW))
  const along = both / far
  for (let i = 0; i < width; i++) {
    const turn = square >= LOW ? (at(p, i) * along) / (length * length * length) : 0
    put(slopes, i, turn - (i == place ? own : other) / far / length)
  }
  return -along / length
}

/** The loss of one number; leaves its slope in `slope`. */
function lossOfOne(code: i32, y: f64, p: f64, delta: f64): f64 {
  const miss = p - y
  switch (code) {
    case LossCode.binaryCrossentropy: {
      const chance = clip(p)
      slope = isInside(p) ? (1 - y) / (1 - p) - y / p : 0
      return -(y * ln(chance) + (1 - y) * ln(1 - chance))
    }
    case LossCode.hinge: {
      const short = 1 - y * p
      slope = short > 0 ? -y : 0
      return max(0, short)
    }
    case LossCode.squaredHinge: {
      const short = max(0, 1 - y * p)
      slope = -2 * y * short
      return short * short
    }
    case LossCode.meanAbsoluteError:
      slope = sign(miss)
      return abs(miss)
    case LossCode.huber: {
      const near = min(abs(miss), delta)
      slope = near * sign(miss)
      return 0.5 * near * near + delta * (abs(miss) - near)
    }
    case LossCode.logcosh: {
      const bent = <f64>first(tanh(f32x4.splat(<f32>miss)))
      slope = bent
      // log cosh x = |x| - log(1 + tanh |x|).
      return abs(miss) - ln(1 + abs(bent))
    }
    case LossCode.meanAbsolutePercentageError: {
      const size = max(LOW, abs(y))
      slope = (-100 * sign(y - p)) / size
      return (100 * abs(miss)) / size
    }
    case LossCode.meanSquaredLogarithmicError: {
      const apart = ln(1 + max(LOW, p)) - ln(1 + max(LOW, y))
      slope = p >= LOW ? (2 * apart) / (1 + p) : 0
      return apart * apart
    }
    case LossCode.poisson:
      slope = 1 - y / (LOW + p)
      return p - y * ln(LOW + p)
    default:
      // The mean squared error.
      slope = 2 * miss
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

/** tf.js' slope of |x|: at zero it is -1. */
// @ts-ignore: decorator
@inline
function sign(x: f64): f64 {
  return x > 0 ? 1 : -1
}

function ln(x: f64): f64 {
  return first(log(f32x4.splat(<f32>x)))
}
