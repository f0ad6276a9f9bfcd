/** @file Norms: by feature over the batch, and by sample over its features; and dropout, which is neither but as short. */
import type { Build, Tensor } from '../build'
import { NotLowered } from '../not-lowered'
import type { View } from '../ops'
import { type Config, type Layer, type LayerKind, lastAxis, needs, num, only, type Weight } from './layer'

/** Throws unless the config works along the last axis, which is all the ops do. */
function overLast(config: Config, rank: number): void {
  const axis = Array.isArray(config.axis) && config.axis.length === 1 ? config.axis[0] : (config.axis ?? -1)
  if (axis !== -1 && axis !== rank) throw new NotLowered(`norm along axis ${JSON.stringify(config.axis)}`)
}

export const batchNormalization: LayerKind = {
  shape(config, inputs) {
    overLast(config, only(inputs).length)
    return only(inputs)
  },
  weights(config, inputs) {
    const [, features] = lastAxis(only(inputs))
    if (config.center === false || config.scale === false) throw new NotLowered('batch norm without gamma or beta')
    const shape = [features]
    return [
      { name: 'gamma', shape },
      { name: 'beta', shape },
      { name: 'moving_mean', shape, fixed: true },
      { name: 'moving_variance', shape, fixed: true },
    ]
  },
  lower(b, layer, inputs) {
    // As in Keras, a frozen one goes by its statistics and leaves them.
    const frozen = layer.config.trainable === false
    return b.use === 'train' && !frozen ? byBatch(b, layer, only(inputs)) : byStatistics(b, layer, only(inputs))
  },
}

function statistics(b: Build, { weights, config }: Layer, x: Tensor) {
  const [steps, features] = lastAxis(x.shape)
  return {
    gamma: (weights.gamma as Weight).view,
    beta: (weights.beta as Weight).view,
    movingMean: (weights.moving_mean as Weight).view,
    movingVariance: (weights.moving_variance as Weight).view,
    rows: b.rows * steps,
    features,
    epsilon: num(config, 'epsilon', 1e-3),
  }
}

function byBatch(b: Build, layer: Layer, x: Tensor): Tensor {
  const { gamma, beta, rows, features, ...rest } = statistics(b, layer, x)
  const out = b.tensor(layer.shape, { needs: needs(layer, [x]) })
  const kept = { mean: b.scratch('mean', features), inverse: b.scratch('inverse', features), rows, features }
  const momentum = num(layer.config, 'momentum', 0.99)
  b.emit({ op: 'batchNorm', x: x.view, gamma, beta, out: out.view, momentum, ...rest, ...kept })
  b.back(out, [x], () => {
    b.emit({
      op: 'batchNormGrad',
      x: x.view,
      dy: b.slopes(out),
      gamma,
      ...kept,
      ...gradients(layer),
      ...b.sink(x, 'never'),
    })
  })
  return out
}

function byStatistics(b: Build, layer: Layer, x: Tensor): Tensor {
  const by = statistics(b, layer, x)
  const out = b.tensor(layer.shape, { needs: needs(layer, [x]) })
  b.emit({ op: 'normalize', x: x.view, out: out.view, ...by })
  b.back(out, [x], () => {
    // gamma (x - mean) inverse + beta has the slope gamma inverse: itself, without mean and beta.
    const none = b.scratch('zeros', by.features)
    const dy = b.slopes(out)
    b.set(x, (to) => b.emit({ op: 'normalize', x: dy, out: to, ...by, beta: none, movingMean: none }))
  })
  return out
}

export const layerNormalization: LayerKind = {
  shape(config, inputs) {
    overLast(config, only(inputs).length)
    return only(inputs)
  },
  weights(config, inputs) {
    const [, features] = lastAxis(only(inputs))
    return [
      ...(config.scale === false ? [] : [{ name: 'gamma', shape: [features] }]),
      ...(config.center === false ? [] : [{ name: 'beta', shape: [features] }]),
    ]
  },
  lower(b, layer, inputs) {
    const x = only(inputs)
    const [steps, features] = lastAxis(x.shape)
    const rows = b.rows * steps
    const { gamma, beta } = layer.weights
    const out = b.tensor(layer.shape, { needs: needs(layer, inputs) })
    const kept = { mean: b.scratch('mean', rows), inverse: b.scratch('inverse', rows), rows, features }
    const scaled = gamma && { gamma: gamma.view }
    const epsilon = num(layer.config, 'epsilon', 1e-3)
    const moved = beta && { beta: beta.view }
    b.emit({ op: 'layerNorm', x: x.view, out: out.view, epsilon, ...scaled, ...moved, ...kept })
    b.back(out, inputs, () => {
      const dy = b.slopes(out)
      b.emit({ op: 'layerNormGrad', x: x.view, dy, ...scaled, ...kept, ...gradients(layer), ...b.sink(x, 'never') })
    })
    return out
  },
}

function gradients({ weights: { gamma, beta } }: Layer): { readonly gammaGrad?: View; readonly betaGrad?: View } {
  return {
    ...(gamma?.gradient && { gammaGrad: gamma.gradient }),
    ...(beta?.gradient && { betaGrad: beta.gradient }),
  }
}

/** Masks of training alone, a function of (seed, place, step). */
export const dropout: LayerKind = {
  shape: (_, inputs) => only(inputs),
  lower(b, layer, inputs) {
    const x = only(inputs)
    const rate = num(layer.config, 'rate')
    if (b.use !== 'train' || rate <= 0) return b.reshaped(x, layer.shape)
    const mask = { op: 'dropout', size: b.rows * x.size, rate, seed: b.seed, place: layer.place } as const
    const out = b.tensor(layer.shape, { needs: x.node.needs })
    b.emit({ ...mask, x: x.view, out: out.view })
    b.back(out, inputs, () => {
      const sink = b.sink(x, 'never')
      if (sink) b.emit({ ...mask, x: b.slopes(out), ...sink })
    })
    return out
  },
}
