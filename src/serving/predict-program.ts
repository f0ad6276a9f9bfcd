/**
 * @file toPredictProgram: lowers only a model's forward pass. Without losses, gradients and an optimizer, it needs a
 * tenth of the memory.
 */
import { expectDefined } from '../base/assert'
import type { KerasModel } from '../catalog/keras-json'
import { openBuild, sizeOf, type Tensor } from '../training/program/op-builder'
import type { BufferSpec, Tagged, View } from '../training/program/ops'
import { planNetwork } from '../training/program/plan-network'
import { openBuffers, specsOf, type WeightSlice } from '../training/program/program'

export interface PredictProgram {
  readonly buffers: readonly BufferSpec[]
  readonly weights: readonly WeightSlice[]
  readonly specs: ReturnType<typeof specsOf>
  /** The memory that contains all weights, in the order of `model.weights`. */
  readonly arena: View
  /** The memory view and the number of values per row for each model input; `outputs` has the same for each output. */
  readonly inputs: readonly { readonly at: View; readonly width: number }[]
  readonly outputs: readonly { readonly at: View; readonly width: number }[]
  /** Returns the ops for this many rows, which must not exceed the program's `mostRows`. */
  list(rows: number): readonly Tagged[]
}

/** Lowers a model for batches of at most `mostRows` rows. Throws NotLowered if a layer is not supported. */
export function toPredictProgram(model: KerasModel, mostRows: number): PredictProgram {
  const buffers = openBuffers()
  const network = planNetwork(model)
  const words = network.weights.reduce((sum, { size }) => sum + size, 0)
  const arena = buffers.get('weights', 'weights', words)
  const inputs = network.inputs.map(({ name, shape }) => {
    const width = sizeOf(shape)
    return { name, shape, width, at: buffers.get(name, 'work', mostRows * width, name) }
  })

  /**
   * Builds the ops for this many rows; also returns the memory view of each output, which a layer such as Reshape
   * shares with its input.
   */
  function build(rows: number) {
    const b = openBuild(buffers, { use: 'predict', rows, seed: 0, fused: new Set() })
    const tensors = new Map<string, Tensor>()
    for (const { name, shape, at } of inputs)
      tensors.set(
        name,
        b.within(name, 'input', () => b.tensor(shape, { needsGradient: false, at })),
      )
    for (const layer of network.layers) {
      const from = layer.from.map((name) => expectDefined(tensors.get(name), `the result of ${name}`))
      const own = network.weights.filter((weight) => weight.layer === layer.name)
      const weights = Object.fromEntries(
        own.map(({ name, shape, size, offset }) => [
          name.slice(layer.name.length + 1),
          { view: { ...arena, offset: arena.offset + offset }, shape, size },
        ]),
      )
      tensors.set(
        layer.name,
        b.within(layer.name, 'forward', () => layer.kind.lower(b, { ...layer, weights }, from)),
      )
    }
    const outputs = network.outputs.map((name) => {
      const { view, size } = expectDefined(tensors.get(name), `the result of ${name}`)
      return { at: view, width: size }
    })
    return { ops: b.ops(), outputs }
  }

  // Building the largest batch allocates all buffers; smaller batches reuse them.
  const { outputs } = build(mostRows)
  buffers.seal()
  return {
    buffers: buffers.all(),
    weights: network.weights,
    specs: specsOf(network),
    arena,
    inputs,
    outputs,
    list: (rows) => build(rows).ops,
  }
}
