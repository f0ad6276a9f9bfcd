/** @file Activation layers. */
import type { Build, Tensor } from '../op-builder'
import type { Activation } from '../ops'
import { activationOf } from './fused-activation'
import { type Layer, type LayerKind, num, onlyInput } from './layer'

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
