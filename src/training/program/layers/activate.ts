/** @file Bent: a layer's result with its activation, which rides along with the op before it where its slope allows that. */
import type { Build, Shape, Tensor } from '../build'
import { NotLowered } from '../not-lowered'
import { type Activation, type ActivationName, FROM_RESULT, type View } from '../ops'
import { type Layer, needs } from './layer'

/** A result on its way: the op before it writes `to`, with `activation` where there is one; `close` does the rest. */
export interface Bent {
  readonly out: Tensor
  readonly to: View
  readonly activation?: Activation
  close(): void
}

const NAMES: ReadonlySet<string> = new Set<ActivationName>([...FROM_RESULT, 'gelu', 'swish', 'mish', 'softplus'])

/** The activation of this name in Keras JSON, softmax and its logarithm apart. */
export function activationOf(name: unknown): Activation {
  if (name === undefined || name === null) return { name: 'linear' }
  if (typeof name !== 'string' || !NAMES.has(name)) throw new NotLowered(`activation ${JSON.stringify(name)}`)
  return { name: name as ActivationName }
}

/** Begins the result of a layer whose config names an activation. */
export function openBent(b: Build, layer: Layer, inputs: readonly Tensor[], shape: Shape = layer.shape): Bent {
  const { activation: name } = layer.config
  const behind = needs(layer, inputs)
  const width = shape.at(-1) ?? 1
  const words = b.rows * shape.reduce((size, n) => size * n, 1)
  if (b.leavesSums(layer.name)) {
    const view = b.scratch('sums', words)
    // The loss gives its gradient by the sums, so no bend is left to undo.
    const owner = b.tensor(shape, { needs: behind })
    return { out: owner, to: view, close: () => b.leaveSums(layer.name, { view, owner }) }
  }
  if (name === 'softmax' || name === 'log_softmax') {
    const log = name === 'log_softmax'
    const to = b.scratch('sums', words)
    const out = b.tensor(shape, { needs: behind, bend: { kind: 'softmax', log, width } })
    return { out, to, close: () => b.emit({ op: 'softmax', x: to, out: out.view, rows: words / width, width, log }) }
  }
  const activation = activationOf(name)
  if (activation.name === 'linear') {
    const out = b.tensor(shape, { needs: behind })
    return { out, to: out.view, close: () => undefined }
  }
  if (FROM_RESULT.has(activation.name)) {
    const out = b.tensor(shape, { needs: behind, bend: { kind: 'result', activation } })
    return { out, to: out.view, activation, close: () => undefined }
  }
  const sums = b.scratch('sums', words)
  const out = b.tensor(shape, { needs: behind, bend: { kind: 'sums', activation, sums } })
  return { out, to: sums, close: () => b.emit({ op: 'activate', x: sums, out: out.view, size: words, activation }) }
}
