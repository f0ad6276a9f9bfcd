/** @file Batch norm (per feature over the batch), layer norm (per sample over its features), and dropout. */

import type { Build, Tensor } from '../op-builder'
import type { View } from '../ops'
import {
  type Config,
  type Layer,
  type LayerKind,
  lastAxis,
  NotLowered,
  needsGradient,
  num,
  onlyInput,
  unsupported,
  type Weight,
} from './layer'

/** Throws unless the config normalizes along the last axis, which is the only one that the ops support. */
function overLast(config: Config, rank: number): void {
  const axis = Array.isArray(config.axis) && config.axis.length === 1 ? config.axis[0] : (config.axis ?? -1)
  if (axis !== -1 && axis !== rank) throw new NotLowered(unsupported.normAxis({ axis: JSON.stringify(config.axis) }))
}

const batchNormalization: LayerKind = {
  shape(config, inputs) {
    overLast(config, onlyInput(inputs).length)
    return onlyInput(inputs)
  },
  weights(config, inputs) {
    const [, features] = lastAxis(onlyInput(inputs))
    if (config.center === false || config.scale === false) throw new NotLowered(unsupported.plainBatchNorm)
    const shape = [features]
    return [
      { name: 'gamma', shape },
      { name: 'beta', shape },
      { name: 'moving_mean', shape, fixed: true },
      { name: 'moving_variance', shape, fixed: true },
    ]
  },
  lower(b, layer, inputs) {
    // As in Keras, a frozen batch norm uses its moving statistics and does not update them.
    const isFrozen = layer.config.trainable === false
    return b.use === 'train' && !isFrozen
      ? normalizeByBatch(b, layer, onlyInput(inputs))
      : normalizeByStatistics(b, layer, onlyInput(inputs))
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

function normalizeByBatch(b: Build, layer: Layer, x: Tensor): Tensor {
  const { gamma, beta, rows, features, ...rest } = statistics(b, layer, x)
  const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, [x]) })
  const stored = { mean: b.scratch('mean', features), inverse: b.scratch('inverse', features), rows, features }
  const momentum = num(layer.config, 'momentum', 0.99)
  b.emit({ op: 'batchNorm', x: x.view, gamma, beta, out: out.view, momentum, ...rest, ...stored })
  b.backward(out, [x], () => {
    b.emit({
      op: 'batchNormGrad',
      x: x.view,
      dy: b.preActivationGrad(out),
      gamma,
      ...stored,
      ...gradients(layer),
      ...b.sink(x, 'never'),
    })
  })
  return out
}

function normalizeByStatistics(b: Build, layer: Layer, x: Tensor): Tensor {
  const parameters = statistics(b, layer, x)
  const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, [x]) })
  b.emit({ op: 'normalize', x: x.view, out: out.view, ...parameters })
  b.backward(out, [x], () => {
    // The gradient is gamma * inverse * dy, which the same op computes if mean and beta are set to zero.
    const zeros = b.scratch('zeros', parameters.features)
    const dy = b.preActivationGrad(out)
    b.set(x, (to) => b.emit({ op: 'normalize', x: dy, out: to, ...parameters, beta: zeros, movingMean: zeros }))
  })
  return out
}

const layerNormalization: LayerKind = {
  shape(config, inputs) {
    overLast(config, onlyInput(inputs).length)
    return onlyInput(inputs)
  },
  weights(config, inputs) {
    const [, features] = lastAxis(onlyInput(inputs))
    return [
      ...(config.scale === false ? [] : [{ name: 'gamma', shape: [features] }]),
      ...(config.center === false ? [] : [{ name: 'beta', shape: [features] }]),
    ]
  },
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const [steps, features] = lastAxis(x.shape)
    const rows = b.rows * steps
    const { gamma, beta } = layer.weights
    const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, inputs) })
    const stored = { mean: b.scratch('mean', rows), inverse: b.scratch('inverse', rows), rows, features }
    const scaled = gamma && { gamma: gamma.view }
    const epsilon = num(layer.config, 'epsilon', 1e-3)
    const shifted = beta && { beta: beta.view }
    b.emit({ op: 'layerNorm', x: x.view, out: out.view, epsilon, ...scaled, ...shifted, ...stored })
    b.backward(out, inputs, () => {
      const dy = b.preActivationGrad(out)
      b.emit({ op: 'layerNormGrad', x: x.view, dy, ...scaled, ...stored, ...gradients(layer), ...b.sink(x, 'never') })
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

/** Masks are used in training only, and are a function of (seed, place, step). */
const dropout: LayerKind = {
  shape: (_, inputs) => onlyInput(inputs),
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const rate = num(layer.config, 'rate')
    if (b.use !== 'train' || rate <= 0) return b.reshaped(x, layer.shape)
    const mask = { op: 'dropout', size: b.rows * x.size, rate, seed: b.seed, place: layer.index } as const
    const out = b.tensor(layer.shape, { needsGradient: x.node.needsGradient })
    b.emit({ ...mask, x: x.view, out: out.view })
    b.backward(out, inputs, () => {
      const sink = b.sink(x, 'never')
      if (sink) b.emit({ ...mask, x: b.preActivationGrad(out), ...sink })
    })
    return out
  },
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Dropout: dropout,
}
