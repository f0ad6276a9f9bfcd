/**
 * @file Activated: the result of a layer with its activation, which is fused into the preceding op if the activation's
 * derivative allows it.
 */
import { ACTIVATIONS, DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import { NotLowered, unsupported } from '../not-lowered'
import type { Build, Shape, Tensor } from '../op-builder'
import type { Activation, View } from '../ops'
import { type Layer, needsGradient } from './layer'

/**
 * An unfinished result: the layer's op writes to `to` and applies `activation` if there is one; `close` does the rest.
 */
export interface ActivatedResult {
  readonly out: Tensor
  readonly to: View
  readonly activation?: Activation
  finish(): void
}

/** The activation with this name in Keras JSON, except softmax and log softmax. */
export function activationOf(name: unknown): Activation {
  if (name === undefined || name === null) return { name: 'linear' }
  if (typeof name !== 'string' || !ACTIVATIONS.has(name))
    throw new NotLowered(unsupported.activation({ activation: JSON.stringify(name) }))
  return { name }
}

/** Creates the unfinished result of a layer whose config names an activation. */
export function openActivated(
  b: Build,
  layer: Layer,
  inputs: readonly Tensor[],
  shape: Shape = layer.shape,
): ActivatedResult {
  const { activation: name } = layer.config
  const needsGradients = needsGradient(layer, inputs)
  const width = shape.at(-1) ?? 1
  const words = b.rows * shape.reduce((size, n) => size * n, 1)
  if (b.leavesPreActivation(layer.name)) {
    const view = b.scratch('sums', words)
    // The loss provides the gradient of the pre-activation, so the backward pass does not need the activation's
    // derivative.
    const owner = b.tensor(shape, { needsGradient: needsGradients })
    return { out: owner, to: view, finish: () => b.setPreActivation(layer.name, { view, owner }) }
  }
  if (name === 'softmax' || name === 'log_softmax') {
    const log = name === 'log_softmax'
    const to = b.scratch('sums', words)
    const out = b.tensor(shape, { needsGradient: needsGradients, activation: { kind: 'softmax', log, width } })
    return { out, to, finish: () => b.emit({ op: 'softmax', x: to, out: out.view, rows: words / width, width, log }) }
  }
  const activation = activationOf(name)
  if (activation.name === 'linear') {
    const out = b.tensor(shape, { needsGradient: needsGradients })
    return { out, to: out.view, finish: () => undefined }
  }
  if (DERIVATIVE_FROM_RESULT.has(activation.name)) {
    const out = b.tensor(shape, { needsGradient: needsGradients, activation: { kind: 'result', activation } })
    return { out, to: out.view, activation, finish: () => undefined }
  }
  const sums = b.scratch('sums', words)
  const out = b.tensor(shape, { needsGradient: needsGradients, activation: { kind: 'sums', activation, sums } })
  return { out, to: sums, finish: () => b.emit({ op: 'activate', x: sums, out: out.view, size: words, activation }) }
}
