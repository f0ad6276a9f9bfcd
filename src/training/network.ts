/** @file Network: a TensorFlow.js model that can predict, and whose weights can be read and set. */
import { concatFloat32 } from '../base/bytes'
import type { KerasModel } from '../catalog/keras-json'
import type { WeightSet } from '../data/training-job'
import { message, Refusal } from '../messages/message'
import type { GradientOf, RowGradients } from '../protocol/trainer-messages'
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
  /**
   * For each row, a number and its gradients with respect to the inputs and, if one is named, the output of a layer;
   * computed as `predict` does. The gradient of an input of token numbers is empty.
   */
  gradients(inputs: readonly Float32Array[], count: number, of: GradientOf, layer?: string): Promise<RowGradients>
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

  function tensorsOf(inputs: readonly Float32Array[], count: number): tf.Tensor[] {
    return inputs.map((values, i) => tf.tensor(values, [count, ...(inputShapes[i] as number[])], 'float32'))
  }
  function apply(to: tfl.LayersModel, tensors: tf.Tensor[], training: boolean): tf.Tensor[] {
    const given = to.apply(tensors.length === 1 ? (tensors[0] as tf.Tensor) : tensors, { training })
    return (Array.isArray(given) ? given : [given]) as tf.Tensor[]
  }
  function forward(inputs: readonly Float32Array[], count: number, mode: 'train' | 'predict'): tf.Tensor2D[] {
    return apply(model, tensorsOf(inputs, count), mode === 'train').map((output, i) =>
      tf.reshape(output, [count, outputSizes[i] as number]),
    )
  }
  /** Runs `work` on at most PART rows at a time, from row `at`, and joins the results. */
  async function inParts(
    inputs: readonly Float32Array[],
    count: number,
    work: (part: readonly Float32Array[], rows: number, at: number) => tf.Tensor[],
  ): Promise<Float32Array<ArrayBuffer>[]> {
    checkInputs(inputs, inputSizes, count)
    const parts: Float32Array[][] = []
    for (let from = 0; from < count; from += PART) {
      const rows = Math.min(PART, count - from)
      const part = inputs.map((values, i) => {
        const size = inputSizes[i] as number
        return values.subarray(from * size, (from + rows) * size)
      })
      const outputs = tf.tidy(() => work(part, rows, from))
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
  const hidden = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
  function everyLayer(): tfl.LayersModel {
    every ??= tfl.model({ inputs: model.inputs, outputs: hidden.map(({ output }) => output as tfl.SymbolicTensor) })
    return every
  }

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
      const to = everyLayer()
      const wanted = hidden.filter(({ name }) => names.includes(name))
      const values = await inParts(inputs, count, (part, rows) => {
        const outputs = apply(to, tensorsOf(part, rows), false)
        return wanted.map((layer) => outputs[hidden.indexOf(layer)] as tf.Tensor)
      })
      return wanted.map(({ name }, i) => ({ layer: name, values: values[i] as Float32Array<ArrayBuffer> }))
    },
    async gradients(inputs, count, of, layer) {
      const to = everyLayer()
      const at = hidden.findIndex(({ name }) => name === layer)
      if (layer !== undefined && at < 0) throw new Error(`no layer ${layer}`)
      const end = model.outputLayers[of.output] as tfl.layers.Layer
      const isScore = of.number === 'score' || of.number === 'crossEntropy'
      const isToken = model.inputLayers.map(readsTokens)
      const [scores, ...parts] = await inParts(inputs, count, (part, rows, from) => {
        const given = tensorsOf(part, rows)
        // The layer's output is added while the network runs. The first source is there in case there is no other.
        const sources = [tf.scalar(0), ...given.filter((_, i) => !isToken[i])]
        const run = () => {
          const outputs = apply(to, given, false)
          if (at >= 0) sources.push(tf.keep(outputs[at] as tf.Tensor))
          const output = tf.reshape(outputs[hidden.indexOf(end)] as tf.Tensor, [rows, outputSizes[of.output] as number])
          return numberOf(output as tf.Tensor2D, of.number, of.targets.subarray(from, from + rows))
        }
        const { value, grads } = withoutActivation(isScore ? end : undefined, () =>
          tf.engine().gradients(run, sources, undefined, true),
        )
        const found = grads.map(
          (gradient, i) => (gradient as tf.Tensor | undefined) ?? tf.zerosLike(sources[i] as tf.Tensor),
        )
        return [value, ...found.slice(1), ...(at < 0 ? [] : sources.slice(-1))]
      })
      const [values, gradients] = layer === undefined ? [] : [parts.pop(), parts.pop()]
      return {
        scores: scores as Float32Array<ArrayBuffer>,
        gradients: isToken.map((tokens) =>
          tokens ? new Float32Array(0) : (parts.shift() as Float32Array<ArrayBuffer>),
        ),
        ...(values && gradients
          ? { layer: { values, gradients, shape: hidden[at]?.outputShape.slice(1) as number[] } }
          : {}),
      }
    },
    snapshot: () => readWeights(model),
    restore: (set) => setWeights(model, set),
    close: () => {
      model.dispose()
    },
  }
}

/**
 * The number that is differentiated, by row. A single unit scores the second of two classes, and its negative the
 * first.
 */
function numberOf(output: tf.Tensor2D, number: GradientOf['number'], targets: Float32Array): tf.Tensor {
  if (number === 'squaredError') return tf.squaredDifference(tf.squeeze(output, [1]), tf.tensor(targets))
  const isTwo = output.shape[1] === 1 && number !== 'output'
  const first = number === 'score' ? tf.neg(output) : tf.zerosLike(output)
  const scores = isTwo ? tf.concat([first, output], 1) : output
  const chosen = tf.oneHot(tf.tensor1d(Int32Array.from(targets), 'int32'), scores.shape[1] as number)
  const score = tf.sum(tf.mul(scores, tf.cast(chosen, 'float32')), 1)
  return number === 'crossEntropy' ? tf.sub(tf.logSumExp(scores, 1), score) : score
}

/** Activations that turn scores into probabilities, and layer classes that apply them, or only pass numbers on. */
const TO_PROBABILITIES: ReadonlySet<string> = new Set(['softmax', 'logSoftmax', 'sigmoid', 'tanh'])
const PASSING: ReadonlySet<string> = new Set(['Flatten', 'Reshape', 'Dropout'])
const ACTIVATED: ReadonlySet<string> = new Set(['Dense', 'Conv1D', 'Conv2D', 'SeparableConv2D', 'Activation'])

interface Activated extends tfl.layers.Layer {
  activation?: tf.serialization.Serializable
}

/**
 * Runs `work` without the activation that turns the scores of the output layer into probabilities, if there is one:
 * where a probability is close to 0 or 1, its gradient vanishes.
 */
function withoutActivation<T>(output: Activated | undefined, work: () => T): T {
  let layer = output
  const isLinear = (one: Activated) => one.getClassName() === 'Activation' && nameOf(one) === 'linear'
  while (layer && (PASSING.has(layer.getClassName()) || isLinear(layer))) layer = onlySource(layer)
  const own = layer?.activation
  if (!layer || !own || !ACTIVATED.has(layer.getClassName()) || !TO_PROBABILITIES.has(nameOf(layer))) return work()
  layer.activation = (tfl.layers.activation({ activation: 'linear' }) as Activated).activation as typeof own
  try {
    return work()
  } finally {
    layer.activation = own
  }
}

function nameOf({ activation }: Activated): string {
  return activation?.getClassName() ?? ''
}

/** The layer that a layer reads, if it is the only one, and nothing else reads that. */
function onlySource(layer: tfl.layers.Layer): tfl.layers.Layer | undefined {
  const sources = layer.inboundNodes.flatMap(({ inboundLayers }) => inboundLayers)
  return sources.length === 1 && sources[0]?.outboundNodes.length === 1 ? sources[0] : undefined
}

/** Whether an embedding reads these numbers, so that they are numbers of tokens. */
function readsTokens(layer: tfl.layers.Layer): boolean {
  return (
    layer.getClassName() === 'Embedding' || layer.outboundNodes.some(({ outboundLayer }) => readsTokens(outboundLayer))
  )
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
