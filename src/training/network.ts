/** @file Network: a TensorFlow.js model that can predict, and whose weights can be read and set. */
import { concatFloat32 } from '../base/bytes'
import type { KerasModel } from '../catalog/keras-json'
import type { WeightSet } from '../data/training-job'
import { message, Refusal } from '../messages/message'
import type { GradientOf, RowGradients } from '../protocol/trainer-messages'
import { freezeNorms, muteLayers, type Randomness, seedLayers } from './custom-layers'
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
  /** Runs the model on one flat array or one tensor [count, ...] per input. Call it within a tidy. */
  forward(inputs: readonly (Float32Array | tf.Tensor)[], count: number, mode: 'train' | 'predict'): tf.Tensor2D[]
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** The outputs of these layers, as `predict` computes them. */
  layers(inputs: readonly Float32Array[], count: number, names: readonly string[]): Promise<LayerResults>
  /** For each row, a number as `predict` computes it, and its gradients; those of token numbers are empty. */
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

  function tensorsOf(inputs: readonly (Float32Array | tf.Tensor)[], count: number): tf.Tensor[] {
    return inputs.map((values, i) =>
      values instanceof Float32Array ? tf.tensor(values, [count, ...(inputShapes[i] as number[])], 'float32') : values,
    )
  }
  function apply(to: tfl.LayersModel, tensors: tf.Tensor[], training: boolean): tf.Tensor[] {
    const given = to.apply(tensors.length === 1 ? (tensors[0] as tf.Tensor) : tensors, { training })
    return (Array.isArray(given) ? given : [given]) as tf.Tensor[]
  }
  const forward: Network['forward'] = (inputs, count, mode) =>
    apply(model, tensorsOf(inputs, count), mode === 'train').map((output, i) =>
      tf.reshape(output, [count, outputSizes[i] as number]),
    )
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

  /** The number of each row or, by weights, of the only row, with its gradient. */
  async function withoutInputs(given: readonly Float32Array[], count: number, of: GradientOf): Promise<RowGradients> {
    const { output, number, targets, by } = of
    const end = number === 'score' || number === 'crossEntropy' ? model.outputLayers[output] : undefined
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
    const [scores, weights] = await inParts(given, count, (part, rows, at) =>
      withoutActivation(end, () => {
        const numbers = () =>
          numberOf(forward(part, rows, 'predict')[output] as tf.Tensor2D, of, targets.subarray(at, at + rows))
        if (by === 'none') return [numbers()]
        const { value, grads } = tf.variableGrads(() => tf.sum(numbers()) as tf.Scalar, variables)
        const flat = variables.map((one) => tf.reshape(grads[one.name] ?? tf.zerosLike(one), [-1]))
        return [value, tf.concat(flat)]
      }),
    )
    return {
      scores: scores as RowGradients['scores'],
      gradients: given.map(() => new Float32Array(0)),
      ...(weights && { weights }),
    }
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
      if (of.by === 'weights' || of.by === 'none') return withoutInputs(inputs, count, of)
      const to = everyLayer()
      const at = hidden.findIndex(({ name }) => name === layer)
      if (layer !== undefined && at < 0) throw new Error(`no layer ${layer}`)
      const end = model.outputLayers[of.output] as tfl.layers.Layer
      const isScore = of.number === 'score' || of.number === 'crossEntropy'
      const tokens = beforeEmbeddings(model)
      const isToken = model.inputLayers.map((input) => tokens.has(input))
      const relevance = (given: tf.Tensor[], targets: Float32Array) => {
        const outputs = apply(to, given, false)
        const outputOf = (one: tfl.layers.Layer) =>
          outputs[hidden.indexOf(one)] ??
          (given[model.inputLayers.indexOf(one as (typeof model.inputLayers)[number])] as tf.Tensor)
        const output = outputOf(end)
        const scoreOf = () => numberOf(tf.reshape(output, [targets.length, -1]), of, targets)
        // A number is relevant to itself as a whole, and its negative to the first of two classes.
        const { value, grads } = tf.engine().gradients(scoreOf, [output])
        const found = relevances(hidden, outputOf, end, tf.mul(grads[0] as tf.Tensor, output))
        return [value, ...model.inputLayers.map((input, i) => found.get(input) ?? tf.zerosLike(given[i] as tf.Tensor))]
      }
      const [scores, ...parts] = await inParts(inputs, count, (part, rows, from) => {
        const given = tensorsOf(part, rows)
        const width = of.targets.length / count
        const targets = of.targets.subarray(from * width, (from + rows) * width)
        if (of.by === 'relevance') return withoutActivation(isScore ? end : undefined, () => relevance(given, targets))
        // The layer's output is added while the network runs. The first source is there in case there is no other.
        const sources = [tf.scalar(0), ...given.filter((_, i) => !isToken[i])]
        const run = () => {
          const outputs = apply(to, given, false)
          if (at >= 0) sources.push(tf.keep(outputs[at] as tf.Tensor))
          const from = of.number === 'layer' ? at : hidden.indexOf(end)
          return numberOf(tf.reshape(outputs[from] as tf.Tensor, [rows, -1]), of, targets)
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

/** The number to differentiate, by row. A single unit scores the second of two classes, its negative the first. */
function numberOf(output: tf.Tensor2D, { number, column = 0 }: GradientOf, targets: Float32Array): tf.Tensor {
  if (number === 'layer') return tf.sum(tf.mul(output, tf.tensor(targets, output.shape)), 1)
  if (number === 'squaredError') return tf.squaredDifference(tf.unstack(output, 1)[column] as tf.Tensor, targets)
  const isTwo = output.shape[1] === 1 && number !== 'output'
  const first = number === 'score' ? tf.neg(output) : tf.zerosLike(output)
  const scores = isTwo ? tf.concat([first, output], 1) : output
  const width = scores.shape[1] as number
  const chosen = new Float32Array(targets.length * width)
  targets.forEach((unit, row) => {
    chosen[row * width + unit] = 1
  })
  const score = tf.sum(tf.mul(scores, tf.tensor2d(chosen, [targets.length, width])), 1)
  return number === 'crossEntropy' ? tf.sub(tf.logSumExp(scores, 1), score) : score
}

/** Activations that turn scores into probabilities, and layer classes that apply them, or only pass numbers on. */
const TO_PROBABILITIES: ReadonlySet<string> = new Set(['softmax', 'logSoftmax', 'sigmoid', 'tanh'])
const PASSING: Readonly<Record<string, true>> = { Flatten: true, Reshape: true, Dropout: true }
const ACTIVATED: Readonly<Record<string, true>> = {
  ...{ Dense: true, Conv1D: true, Conv2D: true, SeparableConv2D: true, Activation: true },
}

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
  while (layer && (PASSING[layer.getClassName()] || isLinear(layer))) layer = onlySource(layer)
  if (!layer || !ACTIVATED[layer.getClassName()] || !TO_PROBABILITIES.has(nameOf(layer))) return work()
  return linearly(layer, work)
}

/** Runs `work` without the activation of a layer. */
function linearly<T>(layer: Activated, work: () => T): T {
  const own = layer.activation
  if (!own) return work()
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
  const sources = sourcesOf(layer)
  return sources.length === 1 && sources[0]?.outboundNodes.length === 1 ? sources[0] : undefined
}

/** All layers that lead to an embedding; an input among them is token numbers. */
function beforeEmbeddings(model: tfl.LayersModel): ReadonlySet<tfl.layers.Layer> {
  const found = new Set(model.layers.filter((layer) => layer.getClassName() === 'Embedding'))
  // A set also visits what is added to it meanwhile.
  for (const layer of found) for (const source of sourcesOf(layer)) found.add(source)
  return found
}

function sourcesOf(layer: tfl.layers.Layer): readonly tfl.layers.Layer[] {
  return layer.inboundNodes.flatMap(({ inboundLayers }) => inboundLayers)
}

/** How the relevance of a layer's output is distributed among its inputs. */
type Rule = 'pass' | 'move' | 'epsilon' | 'positive'
const RULES: Readonly<Record<string, Rule>> = {
  // Each number depends on one number.
  ...{ Activation: 'pass', LeakyReLU: 'pass', Dropout: 'pass', BatchNormalization: 'pass' },
  // Each number is a copy of one number.
  ...{ Flatten: 'move', Reshape: 'move', Permute: 'move', RepeatVector: 'move', Concatenate: 'move' },
  ...{ ZeroPadding2D: 'move', Cropping2D: 'move', UpSampling2D: 'move', Maximum: 'move', Minimum: 'move' },
  ...{ MaxPooling1D: 'move', MaxPooling2D: 'move', GlobalMaxPooling1D: 'move', GlobalMaxPooling2D: 'move' },
  ...{ Dense: 'epsilon', SeparableConv2D: 'epsilon', Add: 'epsilon', Average: 'epsilon' },
  ...{ AveragePooling1D: 'epsilon', AveragePooling2D: 'epsilon' },
  ...{ GlobalAveragePooling1D: 'epsilon', GlobalAveragePooling2D: 'epsilon' },
  ...{ Conv1D: 'positive', Conv2D: 'positive', DepthwiseConv2D: 'positive', Conv2DTranspose: 'positive' },
}
/** The share of the typical output of a layer that damps the epsilon rule, and what damps the other rules. */
const EPSILON = 0.25
const TINY = 1e-9

/**
 * Layer-wise relevance propagation (Bach et al. 2015, PLOS ONE 10(7); Montavon et al. 2019, LNCS 11700): the epsilon
 * rule for sums and dense layers, the z+ rule for convolutions. Refuses layers without a rule.
 */
function relevances(
  layers: readonly tfl.layers.Layer[],
  outputOf: (layer: tfl.layers.Layer) => tf.Tensor,
  end: tfl.layers.Layer,
  start: tf.Tensor,
): ReadonlyMap<tfl.layers.Layer, tf.Tensor> {
  const found = new Map([[end, start]])
  for (const layer of [...layers].reverse()) {
    const relevance = found.get(layer)
    if (!relevance) continue
    const sources = sourcesOf(layer)
    distribute(layer, sources.map(outputOf), relevance).forEach((part, i) => {
      const source = sources[i] as tfl.layers.Layer
      const before = found.get(source)
      found.set(source, before ? tf.add(before, part) : part)
    })
  }
  return found
}

function distribute(layer: Activated, values: readonly tf.Tensor[], relevance: tf.Tensor): readonly tf.Tensor[] {
  const rule = RULES[layer.getClassName()]
  // A softmax within the network compares all its numbers.
  const isMixed = nameOf(layer).toLowerCase().includes('softmax')
  if (!rule || isMixed) throw new Refusal(message('explain-no-rule', { layer: layer.getClassName() }))
  if (rule === 'pass') return [relevance]
  const pass = (given: readonly tf.Tensor[]) =>
    layer.apply(given.length === 1 ? (given[0] as tf.Tensor) : [...given]) as tf.Tensor
  const back = (given: readonly tf.Tensor[], dy: tf.Tensor) => {
    const { grads } = tf.engine().gradients(() => pass(given), [...given], dy, true)
    return grads.map((grad, i) => (grad as tf.Tensor | undefined) ?? tf.zerosLike(given[i] as tf.Tensor))
  }
  if (rule === 'move') return back(values, relevance)
  return linearly(layer, () => {
    if (rule === 'epsilon') {
      const sum = pass(values)
      const rest = sum.shape.map((_, axis) => axis).slice(1)
      const damping = tf.add(tf.mul(tf.sqrt(tf.mean(tf.square(sum), rest, true)), EPSILON), TINY)
      // The damping has the sign of the sum, so that the denominator is never 0.
      const damped = tf.add(sum, tf.where(tf.greaterEqual(sum, 0), damping, tf.neg(damping)))
      return back(values, tf.div(relevance, damped)).map((grad, i) => tf.mul(grad, values[i] as tf.Tensor))
    }
    const [value] = values as [tf.Tensor]
    const [kernel, ...biases] = layer.getWeights().map((weight) => weight.clone()) as [tf.Tensor, ...tf.Tensor[]]
    const others = biases.map((bias) => tf.zerosLike(bias))
    const parts = [tf.relu(value), tf.neg(tf.relu(tf.neg(value)))]
    const kernels = [tf.relu(kernel), tf.neg(tf.relu(tf.neg(kernel)))]
    const withKernel = <T>(i: number, work: () => T) => {
      layer.setWeights([kernels[i] as tf.Tensor, ...others])
      return work()
    }
    try {
      const sums = parts.map((part, i) => withKernel(i, () => pass([part])))
      const shares = tf.div(relevance, tf.add(tf.addN(sums), TINY))
      const moved = parts.map((part, i) =>
        tf.mul(
          part,
          withKernel(i, () => back([part], shares)[0] as tf.Tensor),
        ),
      )
      return [tf.addN(moved)]
    } finally {
      layer.setWeights([kernel, ...biases])
    }
  })
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
    muteLayers(model, json)
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
