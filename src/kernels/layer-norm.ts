/** @file LayerNorm: normalizes every row by its own mean and variance; and the backward pass. */
import { LayerNorm, LayerNormGrad } from './build/records'
import { address, float, int } from './read-record'
import { firstLanes, loadUpTo4, storeUpTo4, sumLanes } from './simd-lanes'

export function layerNorm(record: usize): void {
  let x = address(record, LayerNorm.x)
  let out = address(record, LayerNorm.out)
  const gamma = address(record, LayerNorm.gamma)
  const beta = address(record, LayerNorm.beta)
  const means = address(record, LayerNorm.mean)
  const inverses = address(record, LayerNorm.inverse)
  const rows = int(record, LayerNorm.rows)
  const features = int(record, LayerNorm.features)
  const epsilon = float(record, LayerNorm.epsilon)
  const bytes = <usize>features << 2
  for (let row = 0; row < rows; row++, x += bytes, out += bytes) {
    const mean = sumOfRow(x, features) / <f32>features
    const inverse: f32 = 1 / sqrt(spread(x, features, f32x4.splat(mean)) / <f32>features + epsilon)
    store<f32>(means + (<usize>row << 2), mean)
    store<f32>(inverses + (<usize>row << 2), inverse)
    for (let i = 0; i < features; i += 4) {
      const at = <usize>i << 2
      const left = features - i
      let y = f32x4.mul(f32x4.sub(loadUpTo4(x + at, left), f32x4.splat(mean)), f32x4.splat(inverse))
      if (gamma) y = f32x4.mul(y, loadUpTo4(gamma + at, left))
      if (beta) y = f32x4.add(y, loadUpTo4(beta + at, left))
      storeUpTo4(out + at, y, left)
    }
  }
}

export function layerNormGrad(record: usize): void {
  const features = int(record, LayerNormGrad.features)
  const gammaGrad = address(record, LayerNormGrad.gammaGrad)
  const betaGrad = address(record, LayerNormGrad.betaGrad)
  for (let i = 0; i < features; i += 4) {
    if (gammaGrad) storeUpTo4(gammaGrad + (<usize>i << 2), gammaGradOfColumns(record, features, i), features - i)
    if (betaGrad) storeUpTo4(betaGrad + (<usize>i << 2), betaGradOfColumns(record, features, i), features - i)
  }
  // Last, because `out` may be `dy`.
  if (address(record, LayerNormGrad.out)) inputGrad(record, features)
}

/** dx = inverse (g - mean(g) - xhat mean(g xhat)), g = dy gamma, xhat = (x - mean) inverse. */
function inputGrad(record: usize, features: i32): void {
  let x = address(record, LayerNormGrad.x)
  let dy = address(record, LayerNormGrad.dy)
  let out = address(record, LayerNormGrad.out)
  const gamma = address(record, LayerNormGrad.gamma)
  const means = address(record, LayerNormGrad.mean)
  const inverses = address(record, LayerNormGrad.inverse)
  const rows = int(record, LayerNormGrad.rows)
  const accumulate = int(record, LayerNormGrad.accumulate) != 0
  const bytes = <usize>features << 2
  for (let row = 0; row < rows; row++, x += bytes, dy += bytes, out += bytes) {
    const mean = v128.load32_splat(means + (<usize>row << 2))
    const inverse = v128.load32_splat(inverses + (<usize>row << 2))
    let plain = f32x4.splat(0)
    let along = f32x4.splat(0)
    for (let i = 0; i < features; i += 4) {
      const at = <usize>i << 2
      const left = features - i
      const g = gradientAt(dy + at, gamma, at, left)
      plain = f32x4.add(plain, g)
      along = f32x4.add(along, f32x4.mul(g, f32x4.mul(f32x4.sub(loadUpTo4(x + at, left), mean), inverse)))
    }
    const plainMean = f32x4.splat(sumLanes(plain) / <f32>features)
    const alongMean = f32x4.splat(sumLanes(along) / <f32>features)
    for (let i = 0; i < features; i += 4) {
      const at = <usize>i << 2
      const left = features - i
      const xhat = f32x4.mul(f32x4.sub(loadUpTo4(x + at, left), mean), inverse)
      const g = f32x4.sub(gradientAt(dy + at, gamma, at, left), plainMean)
      let dx = f32x4.mul(inverse, f32x4.sub(g, f32x4.mul(xhat, alongMean)))
      if (accumulate) dx = f32x4.add(loadUpTo4(out + at, left), dx)
      storeUpTo4(out + at, dx, left)
    }
  }
}

// @ts-ignore: decorator
@inline
function gradientAt(dy: usize, gamma: usize, at: usize, left: i32): v128 {
  const d = loadUpTo4(dy, left)
  return gamma ? f32x4.mul(d, loadUpTo4(gamma + at, left)) : d
}

/** The sum over rows of dy xhat, for four features starting at `feature`. */
function gammaGradOfColumns(record: usize, features: i32, feature: i32): v128 {
  const bytes = <usize>features << 2
  let x = address(record, LayerNormGrad.x) + (<usize>feature << 2)
  let dy = address(record, LayerNormGrad.dy) + (<usize>feature << 2)
  const means = address(record, LayerNormGrad.mean)
  const inverses = address(record, LayerNormGrad.inverse)
  const rows = int(record, LayerNormGrad.rows)
  const left = features - feature
  let sum = f32x4.splat(0)
  for (let row = 0; row < rows; row++, x += bytes, dy += bytes) {
    const at = <usize>row << 2
    const xhat = f32x4.mul(
      f32x4.sub(loadUpTo4(x, left), v128.load32_splat(means + at)),
      v128.load32_splat(inverses + at),
    )
    sum = f32x4.add(sum, f32x4.mul(loadUpTo4(dy, left), xhat))
  }
  return sum
}

function betaGradOfColumns(record: usize, features: i32, feature: i32): v128 {
  let dy = address(record, LayerNormGrad.dy) + (<usize>feature << 2)
  const rows = int(record, LayerNormGrad.rows)
  let sum = f32x4.splat(0)
  for (let row = 0; row < rows; row++, dy += <usize>features << 2) {
    sum = f32x4.add(sum, loadUpTo4(dy, features - feature))
  }
  return sum
}

function sumOfRow(x: usize, width: i32): f32 {
  let sums = f32x4.splat(0)
  for (let i = 0; i < width; i += 4) sums = f32x4.add(sums, loadUpTo4(x + (<usize>i << 2), width - i))
  return sumLanes(sums)
}

/** The sum of squares of x - mean. */
function spread(x: usize, width: i32, mean: v128): f32 {
  let sums = f32x4.splat(0)
  for (let i = 0; i < width; i += 4) {
    const off = f32x4.sub(loadUpTo4(x + (<usize>i << 2), width - i), mean)
    const square = f32x4.mul(off, off)
    sums = f32x4.add(sums, width - i >= 4 ? square : v128.and(square, firstLanes(width - i)))
  }
  return sumLanes(sums)
}
