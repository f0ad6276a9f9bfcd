/**
 * @file BatchNorm: normalizes every feature by its mean and variance over the rows, or for predictions by the moving
 * ones; and the backward pass.
 */
import { BatchNorm, BatchNormGrad, Normalize } from './build/records'
import { address, float, int } from './read-record'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'

/** Rows that are summed before their sum is added to the total, because a large float32 sum loses small terms. */
const BLOCK = 64

export function batchNorm(record: usize): void {
  const features = int(record, BatchNorm.features)
  const rows = int(record, BatchNorm.rows)
  const count = f32x4.splat(<f32>rows)
  const pace = float(record, BatchNorm.pace)
  for (let i = 0; i < features; i += 4) {
    const at = <usize>i << 2
    const left = features - i
    const x = address(record, BatchNorm.x) + at
    const mean = f32x4.div(sumOfColumns(x, rows, features, left), count)
    const variance = f32x4.div(spreadOfColumns(x, rows, features, left, mean), count)
    const inverse = inverseOf(variance, float(record, BatchNorm.epsilon))
    storeUpTo4(address(record, BatchNorm.mean) + at, mean, left)
    storeUpTo4(address(record, BatchNorm.inverse) + at, inverse, left)
    move(address(record, BatchNorm.movingMean) + at, mean, pace, left)
    move(address(record, BatchNorm.movingVariance) + at, variance, pace, left)
    const scale = f32x4.mul(loadUpTo4(address(record, BatchNorm.gamma) + at, left), inverse)
    const shift = loadUpTo4(address(record, BatchNorm.beta) + at, left)
    scaleColumns(x, address(record, BatchNorm.out) + at, rows, features, left, mean, scale, shift)
  }
}

export function normalize(record: usize): void {
  const features = int(record, Normalize.features)
  const rows = int(record, Normalize.rows)
  for (let i = 0; i < features; i += 4) {
    const at = <usize>i << 2
    const left = features - i
    const mean = loadUpTo4(address(record, Normalize.movingMean) + at, left)
    const variance = loadUpTo4(address(record, Normalize.movingVariance) + at, left)
    const inverse = inverseOf(variance, float(record, Normalize.epsilon))
    const scale = f32x4.mul(loadUpTo4(address(record, Normalize.gamma) + at, left), inverse)
    const shift = loadUpTo4(address(record, Normalize.beta) + at, left)
    const x = address(record, Normalize.x) + at
    scaleColumns(x, address(record, Normalize.out) + at, rows, features, left, mean, scale, shift)
  }
}

/** dx = gamma inverse (dy - mean(dy) - xhat mean(dy xhat)), xhat = (x - mean) inverse. */
export function batchNormGrad(record: usize): void {
  const features = int(record, BatchNormGrad.features)
  for (let i = 0; i < features; i += 4) gradOfColumns(record, features, i)
}

function gradOfColumns(record: usize, features: i32, feature: i32): void {
  const at = <usize>feature << 2
  const left = features - feature
  const bytes = <usize>features << 2
  const rows = int(record, BatchNormGrad.rows)
  const mean = loadUpTo4(address(record, BatchNormGrad.mean) + at, left)
  const inverse = loadUpTo4(address(record, BatchNormGrad.inverse) + at, left)
  let x = address(record, BatchNormGrad.x) + at
  let dy = address(record, BatchNormGrad.dy) + at
  let plain = f32x4.splat(0)
  let along = f32x4.splat(0)
  for (let from = 0; from < rows; from += BLOCK) {
    let plainPart = f32x4.splat(0)
    let alongPart = f32x4.splat(0)
    for (let row = from; row < min(from + BLOCK, rows); row++, x += bytes, dy += bytes) {
      const d = loadUpTo4(dy, left)
      plainPart = f32x4.add(plainPart, d)
      alongPart = f32x4.add(alongPart, f32x4.mul(d, f32x4.mul(f32x4.sub(loadUpTo4(x, left), mean), inverse)))
    }
    plain = f32x4.add(plain, plainPart)
    along = f32x4.add(along, alongPart)
  }
  const gammaGrad = address(record, BatchNormGrad.gammaGrad)
  const betaGrad = address(record, BatchNormGrad.betaGrad)
  if (gammaGrad) storeUpTo4(gammaGrad + at, along, left)
  if (betaGrad) storeUpTo4(betaGrad + at, plain, left)
  let out = address(record, BatchNormGrad.out)
  if (out == 0) return
  out += at
  x = address(record, BatchNormGrad.x) + at
  dy = address(record, BatchNormGrad.dy) + at
  const accumulate = int(record, BatchNormGrad.accumulate) != 0
  const count = f32x4.splat(<f32>rows)
  const plainMean = f32x4.div(plain, count)
  const alongMean = f32x4.div(along, count)
  const scale = f32x4.mul(loadUpTo4(address(record, BatchNormGrad.gamma) + at, left), inverse)
  for (let row = 0; row < rows; row++, x += bytes, dy += bytes, out += bytes) {
    const xhat = f32x4.mul(f32x4.sub(loadUpTo4(x, left), mean), inverse)
    const d = f32x4.sub(f32x4.sub(loadUpTo4(dy, left), plainMean), f32x4.mul(xhat, alongMean))
    let dx = f32x4.mul(scale, d)
    if (accumulate) dx = f32x4.add(loadUpTo4(out, left), dx)
    storeUpTo4(out, dx, left)
  }
}

/** 1 / sqrt(variance + epsilon). */
// @ts-ignore: decorator
@inline
function inverseOf(variance: v128, epsilon: f32): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variance, f32x4.splat(epsilon))))
}

/** out = (x - mean) scale + shift, for four features. */
function scaleColumns(
  x: usize,
  out: usize,
  rows: i32,
  features: i32,
  left: i32,
  mean: v128,
  scale: v128,
  shift: v128,
): void {
  const bytes = <usize>features << 2
  for (let row = 0; row < rows; row++, x += bytes, out += bytes) {
    const off = f32x4.sub(loadUpTo4(x, left), mean)
    storeUpTo4(out, f32x4.add(f32x4.mul(off, scale), shift), left)
  }
}

function sumOfColumns(x: usize, rows: i32, features: i32, left: i32): v128 {
  let sum = f32x4.splat(0)
  for (let from = 0; from < rows; from += BLOCK) {
    let part = f32x4.splat(0)
    for (let row = from; row < min(from + BLOCK, rows); row++, x += <usize>features << 2) {
      part = f32x4.add(part, loadUpTo4(x, left))
    }
    sum = f32x4.add(sum, part)
  }
  return sum
}

/** Sums of squares of x - mean. */
function spreadOfColumns(x: usize, rows: i32, features: i32, left: i32, mean: v128): v128 {
  let sum = f32x4.splat(0)
  for (let from = 0; from < rows; from += BLOCK) {
    let part = f32x4.splat(0)
    for (let row = from; row < min(from + BLOCK, rows); row++, x += <usize>features << 2) {
      const off = f32x4.sub(loadUpTo4(x, left), mean)
      part = f32x4.add(part, f32x4.mul(off, off))
    }
    sum = f32x4.add(sum, part)
  }
  return sum
}

/** moving = moving - (moving - batch's) pace, as in TensorFlow.js. */
function move(moving: usize, batch: v128, pace: f32, left: i32): void {
  const previous = loadUpTo4(moving, left)
  storeUpTo4(moving, f32x4.sub(previous, f32x4.mul(f32x4.sub(previous, batch), f32x4.splat(pace))), left)
}
