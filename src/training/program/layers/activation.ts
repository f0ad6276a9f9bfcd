/**
 * @file Activated: the result of a layer with its activation, which is fused into the preceding op if the activation's
 * derivative allows it.
 */
import { ACTIVATIONS, DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import type { Build, Shape, Tensor } from '../op-builder'
import type { Activation, View } from '../ops'
import { type Layer, type LayerKind, NotLowered, needsGradient, num, onlyInput, unsupported } from './layer'

/**
 * An unfinished result: the layer's op writes to `to` and applies `activation` if there is one; `close` does the rest.
 */
interface ActivatedResult {
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

const activation: LayerKind = {
  shape: (_, inputs) => onlyInput(inputs),
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const { activation: name } = layer.config
    if (b.leavesPreActivation(layer.name)) {
      b.setPreActivation(layer.name, { view: x.view, owner: x })
      return b.tensor(layer.shape, { needsGradient: false })
    }
    if (name === 'softmax' || name === 'log_softmax') return softmaxed(b, layer, x, name === 'log_softmax')
    const activationSpec = activationOf(name)
    return activationSpec.name === 'linear' ? b.reshaped(x, layer.shape) : activated(b, layer, x, activationSpec)
  },
}

const leakyReLU: LayerKind = {
  shape: (_, inputs) => onlyInput(inputs),
  lower: (b, layer, inputs) =>
    activated(b, layer, onlyInput(inputs), { name: 'leaky_relu', alpha: num(layer.config, 'alpha', 0.3) }),
}

function activated(b: Build, layer: Layer, x: Tensor, activationSpec: Activation): Tensor {
  const out = b.tensor(layer.shape, { needsGradient: x.node.needsGradient })
  const size = b.rows * x.size
  b.emit({ op: 'activate', x: x.view, out: out.view, size, activation: activationSpec })
  b.backward(out, [x], () => {
    const sink = b.sink(x, 'never')
    const dy = b.preActivationGrad(out)
    if (sink) b.emit({ op: 'activateGrad', dy, x: x.view, y: out.view, size, activation: activationSpec, ...sink })
  })
  return out
}

function softmaxed(b: Build, layer: Layer, x: Tensor, log: boolean): Tensor {
  const out = b.tensor(layer.shape, { needsGradient: x.node.needsGradient })
  const width = layer.shape.at(-1) ?? 1
  const sizes = { rows: (b.rows * x.size) / width, width, log }
  b.emit({ op: 'softmax', x: x.view, out: out.view, ...sizes })
  b.backward(out, [x], () => {
    const sink = b.sink(x, 'never')
    if (sink) b.emit({ op: 'softmaxGrad', dy: b.preActivationGrad(out), y: out.view, ...sizes, ...sink })
  })
  return out
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = { Activation: activation, LeakyReLU: leakyReLU }
