/** @file Network: a TensorFlow.js model that can predict, and whose weights can be read and set. */
import { concatFloat32 } from '../base/bytes'
import type { KerasModel } from '../catalog/keras-json'
import type { WeightSet } from '../data/training-job'
import { message, Refusal } from '../messages/message'
import { freezeNorms, type Randomness, seedLayers } from './custom-layers'
import { initialWeights } from './initial-weights'
import { readWeights, setWeights, specsOf } from './model-weights'
import { tf, tfl } from './tensorflow'
import type { LayerResults } from './train-step'

export interface Network {
  readonly model: tfl.LayersModel
  readonly randomness: Randomness
  /** The number of values per sample for each input, followed by those for each output. */
  readonly inputSizes: readonly number[]
  readonly outputSizes: readonly number[]
  /** Runs the model on one flat array per input. Call it within a tidy. */
  forward(inputs: readonly Float32Array[], count: number, mode: 'train' | 'predict'): tf.Tensor2D[]
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** The outputs of these layers, as `predict` computes them. */
  layers(inputs: readonly Float32Array[], count: number, names: readonly string[]): Promise<LayerResults>
  snapshot(): Promise<WeightSet>
  restore(weights: WeightSet): void
  close(): void
}

/** Maximum number of rows predicted at a time, which limits the memory for activations. */
const PART = 256

/** Builds a network with the given weights, or with initial weights drawn from the seed. */
export async function openNetwork(json: KerasModel, seed: number, weights?: WeightSet): Promise<Network> {
  const randomness: Randomness = { seed, step: 0 }
  const model = await buildModel(json, randomness, weights)
  const inputShapes = model.inputs.map(({ shape }) => shape.slice(1) as number[])
  const inputSizes = inputShapes.map(sizeOf)
  const outputSizes = model.outputs.map(({ shape }) => sizeOf(shape.slice(1) as number[]))

  function apply(to: tfl.LayersModel, inputs: readonly Float32Array[], count: number, training: boolean): tf.Tensor[] {
    const tensors = inputs.map((values, i) => tf.tensor(values, [count, ...(inputShapes[i] as number[])], 'float32'))
    const given = to.apply(tensors.length === 1 ? (tensors[0] as tf.Tensor) : tensors, { training })
    return (Array.isArray(given) ? given : [given]) as tf.Tensor[]
  }
  function forward(inputs: readonly Float32Array[], count: number, mode: 'train' | 'predict'): tf.Tensor2D[] {
    return apply(model, inputs, count, mode === 'train').map((output, i) =>
      tf.reshape(output, [count, outputSizes[i] as number]),
    )
  }
  /** Runs `work` on at most PART rows at a time, and joins the results. */
  async function inParts(
    inputs: readonly Float32Array[],
    count: number,
    work: (part: readonly Float32Array[], rows: number) => tf.Tensor[],
  ): Promise<Float32Array<ArrayBuffer>[]> {
    checkInputs(inputs, inputSizes, count)
    const parts: Float32Array[][] = []
    for (let from = 0; from < count; from += PART) {
      const rows = Math.min(PART, count - from)
      const part = inputs.map((values, i) => {
        const size = inputSizes[i] as number
        return values.subarray(from * size, (from + rows) * size)
      })
      const outputs = tf.tidy(() => work(part, rows))
      try {
        parts.push((await Promise.all(outputs.map((output) => output.data()))) as Float32Array[])
      } finally {
        tf.dispose(outputs)
      }
    }
    return (parts[0] ?? []).map((_, i) => concatFloat32(parts.map((part) => part[i] as Float32Array)))
  }
  /** The same layers and weights, with an output for every layer; built when first needed. */
  let every: tfl.LayersModel | undefined

  return {
    model,
    randomness,
    inputSizes,
    outputSizes,
    forward,
    async predict(inputs, count) {
      if (count === 0) return outputSizes.map(() => new Float32Array(0))
      return inParts(inputs, count, (part, rows) => forward(part, rows, 'predict'))
    },
    async layers(inputs, count, names) {
      const all = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
      every ??= tfl.model({ inputs: model.inputs, outputs: all.map(({ output }) => output as tfl.SymbolicTensor) })
      const to = every
      const wanted = all.filter(({ name }) => names.includes(name))
      const values = await inParts(inputs, count, (part, rows) => {
        const outputs = apply(to, part, rows, false)
        return wanted.map((layer) => outputs[all.indexOf(layer)] as tf.Tensor)
      })
      return wanted.map(({ name }, i) => ({ layer: name, values: values[i] as Float32Array<ArrayBuffer> }))
    },
    snapshot: () => readWeights(model),
    restore: (set) => setWeights(model, set),
    close: () => {
      model.dispose()
    },
  }
}

function checkInputs(inputs: readonly Float32Array[], sizes: readonly number[], count: number): void {
  const expected = sizes.reduce((sum, size) => sum + size * count, 0)
  const got = inputs.reduce((sum, values) => sum + values.length, 0)
  const fits =
    inputs.length === sizes.length && inputs.every((values, i) => values.length === (sizes[i] as number) * count)
  if (!fits) throw new Refusal(message('inputs-do-not-fit', { expected, got }))
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1)
}

/** Builds the model with the given weights, or with initial weights drawn from the seed. The caller disposes of it. */
export async function buildModel(
  json: KerasModel,
  randomness: Randomness,
  weights: WeightSet | undefined,
): Promise<tfl.LayersModel> {
  const model = await tfl.models.modelFromJSON(
    withoutInitializers(json) as Parameters<typeof tfl.models.modelFromJSON>[0],
  )
  try {
    seedLayers(model, randomness)
    freezeNorms(model)
    if (weights) setWeights(model, weights)
    else setWeights(model, initialWeights(json, specsOf(model), randomness.seed))
  } catch (error) {
    model.dispose()
    throw error
  }
  return model
}

/**
 * Replaces every initializer in the JSON with zeros: TensorFlow.js would waste time on initial values that we
 * overwrite, and its forget-gate bias initializer leaks four tensors per LSTM.
 */
function withoutInitializers(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutInitializers)
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json).map(([key, value]) => {
    if (key === 'unit_forget_bias') return [key, false]
    const drawn = key.endsWith('_initializer') && value !== null
    return [key, drawn ? { class_name: 'Zeros', config: {} } : withoutInitializers(value)]
  })
  return Object.fromEntries(entries)
}
