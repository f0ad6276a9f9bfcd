/** @file toPredictProgram: a model lowered to its way forward alone: no losses, gradients or optimizer, and so a tenth of the memory. */
import { expectDefined } from '../base/assert'
import type { KerasModel } from '../catalog/lowered'
import { openBuild, sizeOf, type Tensor } from '../training/program/build'
import { openBuffers } from '../training/program/buffers'
import { planNetwork } from '../training/program/network'
import type { BufferSpec, Tagged, View } from '../training/program/ops'
import { specsOf, type WeightPlace } from '../training/program/program'

export interface PredictProgram {
  readonly buffers: readonly BufferSpec[]
  readonly weights: readonly WeightPlace[]
  readonly specs: ReturnType<typeof specsOf>
  /** Where all weights lie, in `model.weights` order. */
  readonly arena: View
  /** Numbers a row, in the order of the model's inputs and outputs. */
  readonly inputs: readonly { readonly at: View; readonly width: number }[]
  readonly outputs: readonly { readonly at: View; readonly width: number }[]
  /** The ops over so many rows, at most as many as was asked for. */
  list(rows: number): readonly Tagged[]
}

/** Lowers a model for batches of at most so many rows. Throws NotLowered where the program lacks something. */
export function toPredictProgram(model: KerasModel, mostRows: number): PredictProgram {
  const buffers = openBuffers()
  const network = planNetwork(model)
  const words = network.weights.reduce((sum, { size }) => sum + size, 0)
  const arena = buffers.get('weights', 'weights', words)
  const inputs = network.inputs.map(({ name, shape }) => {
    const width = sizeOf(shape)
    return { name, shape, width, at: buffers.get(name, 'work', mostRows * width, name) }
  })

  /** The ops over so many rows, and where each output ends up: a layer that only renames its input has its numbers there. */
  function build(rows: number) {
    const b = openBuild(buffers, { use: 'predict', rows, seed: 0, fused: new Set() })
    const tensors = new Map<string, Tensor>()
    for (const { name, shape, at } of inputs)
      tensors.set(
        name,
        b.within(name, 'input', () => b.tensor(shape, { needs: false, at })),
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

  // Every buffer is made by the largest list; smaller ones find theirs.
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
