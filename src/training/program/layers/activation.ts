/** @file Activations as layers of their own. */
import type { Build, Tensor } from '../build'
import type { Activation } from '../ops'
import { activationOf } from './activate'
import { type Layer, type LayerKind, num, only } from './layer'

export const activation: LayerKind = {
  shape: (_, inputs) => only(inputs),
  lower(b, layer, inputs) {
    const x = only(inputs)
    const { activation: name } = layer.config
    if (b.leavesSums(layer.name)) {
      b.leaveSums(layer.name, { view: x.view, owner: x })
      return b.tensor(layer.shape, { needs: false })
    }
    if (name === 'softmax' || name === 'log_softmax') return soft(b, layer, x, name === 'log_softmax')
    const bend = activationOf(name)
    return bend.name === 'linear' ? b.reshaped(x, layer.shape) : bent(b, layer, x, bend)
  },
}

export const leakyReLU: LayerKind = {
  shape: (_, inputs) => only(inputs),
  lower: (b, layer, inputs) =>
    bent(b, layer, only(inputs), { name: 'leaky_relu', alpha: num(layer.config, 'alpha', 0.3) }),
}

function bent(b: Build, layer: Layer, x: Tensor, bend: Activation): Tensor {
  const out = b.tensor(layer.shape, { needs: x.node.needs })
  const size = b.rows * x.size
  b.emit({ op: 'activate', x: x.view, out: out.view, size, activation: bend })
  b.back(out, [x], () => {
    const sink = b.sink(x, 'never')
    const dy = b.slopes(out)
    if (sink) b.emit({ op: 'activateGrad', dy, x: x.view, y: out.view, size, activation: bend, ...sink })
  })
  return out
}

function soft(b: Build, layer: Layer, x: Tensor, log: boolean): Tensor {
  const out = b.tensor(layer.shape, { needs: x.node.needs })
  const width = layer.shape.at(-1) ?? 1
  const sizes = { rows: (b.rows * x.size) / width, width, log }
  b.emit({ op: 'softmax', x: x.view, out: out.view, ...sizes })
  b.back(out, [x], () => {
    const sink = b.sink(x, 'never')
    if (sink) b.emit({ op: 'softmaxGrad', dy: b.slopes(out), y: out.view, ...sizes, ...sink })
  })
  return out
}
