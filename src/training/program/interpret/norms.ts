/**
 * @file Norms: batch norm normalizes each feature over the rows, and layer norm normalizes each row over its features.
 */
import type { OpOf } from '../ops'
import type { Store } from './store'

/** Mean and variance of `count` numbers. */
function moments(count: number, get: (i: number) => number): { readonly mean: number; readonly variance: number } {
  let sum = 0
  for (let i = 0; i < count; i++) sum += get(i)
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += (get(i) - mean) * (get(i) - mean)
  return { mean, variance: squares / count }
}

export function batchNorm(op: OpOf<'batchNorm'>, store: Store): void {
  const { rows, features, momentum, epsilon } = op
  for (let f = 0; f < features; f++) {
    const { mean, variance } = moments(rows, (row) => store.get(op.x, row * features + f))
    const inverse = 1 / Math.sqrt(variance + epsilon)
    store.put(op.mean, f, mean)
    store.put(op.inverse, f, inverse)
    const held = store.get(op.movingMean, f)
    store.put(op.movingMean, f, held - (held - mean) * (1 - momentum))
    const spread = store.get(op.movingVariance, f)
    store.put(op.movingVariance, f, spread - (spread - variance) * (1 - momentum))
    for (let i = f; i < rows * features; i += features) {
      store.put(op.out, i, store.get(op.gamma, f) * (store.get(op.x, i) - mean) * inverse + store.get(op.beta, f))
    }
  }
}

export function normalize(op: OpOf<'normalize'>, store: Store): void {
  const { rows, features, epsilon } = op
  for (let i = 0; i < rows * features; i++) {
    const f = i % features
    const inverse = 1 / Math.sqrt(store.get(op.movingVariance, f) + epsilon)
    const lifted = (store.get(op.x, i) - store.get(op.movingMean, f)) * inverse
    store.put(op.out, i, store.get(op.gamma, f) * lifted + store.get(op.beta, f))
  }
}

export function batchNormGrad(op: OpOf<'batchNormGrad'>, store: Store): void {
  const { rows, features } = op
  for (let f = 0; f < features; f++) {
    const mean = store.get(op.mean, f)
    const inverse = store.get(op.inverse, f)
    const normed = (i: number) => (store.get(op.x, i) - mean) * inverse
    let sum = 0
    let along = 0
    for (let i = f; i < rows * features; i += features) {
      sum += store.get(op.dy, i)
      along += store.get(op.dy, i) * normed(i)
    }
    const gamma = store.get(op.gamma, f)
    for (let i = f; op.out && i < rows * features; i += features) {
      // The mean and variance depend on every row, so the part of the gradient that flows through them is subtracted
      // (Ioffe and Szegedy 2015).
      const slope = store.get(op.dy, i) - sum / rows - (normed(i) * along) / rows
      store.write(op.out, i, gamma * inverse * slope, op.accumulate)
    }
    if (op.gammaGrad) store.put(op.gammaGrad, f, along)
    if (op.betaGrad) store.put(op.betaGrad, f, sum)
  }
}

export function layerNorm(op: OpOf<'layerNorm'>, store: Store): void {
  const { rows, features, epsilon } = op
  for (let row = 0; row < rows; row++) {
    const { mean, variance } = moments(features, (f) => store.get(op.x, row * features + f))
    const inverse = 1 / Math.sqrt(variance + epsilon)
    store.put(op.mean, row, mean)
    store.put(op.inverse, row, inverse)
    for (let f = 0; f < features; f++) {
      const lifted = (store.get(op.x, row * features + f) - mean) * inverse
      const gamma = op.gamma ? store.get(op.gamma, f) : 1
      store.put(op.out, row * features + f, gamma * lifted + (op.beta ? store.get(op.beta, f) : 0))
    }
  }
}

export function layerNormGrad(op: OpOf<'layerNormGrad'>, store: Store): void {
  const { rows, features } = op
  const gammas = new Float64Array(features)
  const betas = new Float64Array(features)
  for (let row = 0; row < rows; row++) {
    const mean = store.get(op.mean, row)
    const inverse = store.get(op.inverse, row)
    const at = (f: number) => row * features + f
    const normed = (f: number) => (store.get(op.x, at(f)) - mean) * inverse
    const scaled = (f: number) => store.get(op.dy, at(f)) * (op.gamma ? store.get(op.gamma, f) : 1)
    let sum = 0
    let along = 0
    for (let f = 0; f < features; f++) {
      sum += scaled(f)
      along += scaled(f) * normed(f)
      gammas[f] = (gammas[f] as number) + store.get(op.dy, at(f)) * normed(f)
      betas[f] = (betas[f] as number) + store.get(op.dy, at(f))
    }
    // Computes all gradients before writing any, because `out` may be the same buffer as `dy`.
    const slopes = Array.from(
      { length: features },
      (_, f) => scaled(f) - sum / features - (normed(f) * along) / features,
    )
    if (!op.out) continue
    for (let f = 0; f < features; f++) store.write(op.out, at(f), inverse * (slopes[f] as number), op.accumulate)
  }
  for (let f = 0; f < features; f++) {
    if (op.gammaGrad) store.put(op.gammaGrad, f, gammas[f] as number)
    if (op.betaGrad) store.put(op.betaGrad, f, betas[f] as number)
  }
}
