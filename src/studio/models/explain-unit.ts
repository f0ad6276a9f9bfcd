/**
 * @file Explains one value of a layer as a sum: its inputs times its weights, plus the bias, and then the activation.
 * Computed from the formulas of the layers, in float64, and not by an engine.
 */
import { exp } from '../../base/exact-math'
import type { Lowered } from '../../catalog/keras-json'
import type { Shape } from '../../catalog/layer-def'
import { ACTIVATIONS } from '../../formulas/activations'
import { compile } from '../../formulas/evaluate'

/** Values in the order of their shape. */
interface Tensor {
  readonly values: Float32Array
  readonly shape: Shape
}

/** The inputs of a value, and the weight of each. */
interface Terms {
  readonly inputs: readonly number[]
  readonly weights: readonly number[]
  readonly bias: number
  /** The shape of the inputs, such as [3, 3, 16] for a window of an image. */
  readonly shape: Shape
  /** The index of each input in the values before the layer; -1 for padding. */
  readonly places: readonly number[]
  /** Where the weights and the bias are stored, if they are stored as they are: the weight's name, and the indices. */
  readonly stored?: { readonly weight: string; readonly indices: readonly number[]; readonly bias?: number }
}

export interface UnitExplanation extends Terms {
  /** The sum of inputs × weights, plus the bias. */
  readonly sum: number
  /** The name of the activation in Keras; `linear` if there is none. */
  readonly activation: string
  /** The activation of the sum. */
  readonly value: number
  /** What the weights are: learned, one for the largest input, equal shares, or one for each input. */
  readonly kind: 'learned' | 'largest' | 'mean' | 'same'
  /** The shape of the values before the layer, and their names if they are columns. */
  readonly from: { readonly shape: Shape; readonly names?: readonly string[] | undefined }
}

/** A layer to explain. */
interface ExplainedLayer extends Lowered {
  readonly inputs: readonly (Tensor & { readonly names?: readonly string[] | undefined })[]
  readonly output: Shape
  /** The weights of the layer with this name, such as `kernel`. */
  weights(name: string): Float32Array
}

/** Explains the value with this index in the output; undefined if it is not a weighted sum of the inputs. */
export function explainUnit(layer: ExplainedLayer, index: number): UnitExplanation | undefined {
  const explained = Object.hasOwn(EXPLAINED, layer.class_name) ? EXPLAINED[layer.class_name] : undefined
  const [first] = layer.inputs
  // Inputs that are repeated to fit each other are not supported.
  if (!explained || !first || layer.inputs.some(({ shape }) => `${shape}` !== `${first.shape}`)) return undefined
  const { kind, terms } = explained
  const sumAt = (at: number) => sumOf(terms(layer, first, at))
  const found = terms(layer, first, index)
  const activation = layer.class_name === 'LeakyReLU' ? 'leaky_relu' : String(layer.config.activation ?? 'linear')
  const value = activate(activation, Number(layer.config.alpha ?? 0), index, layer.output.at(-1) ?? 1, sumAt)
  return value === undefined
    ? undefined
    : {
        ...{ ...found, sum: sumOf(found), activation, value, kind },
        from: { shape: first.shape, names: first.names },
      }
}

type TermsOf = (layer: ExplainedLayer, input: Tensor, index: number) => Terms

/** By class name. */
const EXPLAINED: Readonly<Record<string, { readonly kind: UnitExplanation['kind']; readonly terms: TermsOf }>> = {
  Dense: { kind: 'learned', terms: denseTerms },
  Conv1D: { kind: 'learned', terms: convolutionTerms },
  Conv2D: { kind: 'learned', terms: convolutionTerms },
  DepthwiseConv2D: { kind: 'learned', terms: convolutionTerms },
  BatchNormalization: { kind: 'learned', terms: normTerms },
  MaxPooling1D: { kind: 'largest', terms: poolTerms },
  MaxPooling2D: { kind: 'largest', terms: poolTerms },
  GlobalMaxPooling1D: { kind: 'largest', terms: poolTerms },
  GlobalMaxPooling2D: { kind: 'largest', terms: poolTerms },
  AveragePooling1D: { kind: 'mean', terms: poolTerms },
  AveragePooling2D: { kind: 'mean', terms: poolTerms },
  GlobalAveragePooling1D: { kind: 'mean', terms: poolTerms },
  GlobalAveragePooling2D: { kind: 'mean', terms: poolTerms },
  Activation: { kind: 'same', terms: mergeTerms },
  LeakyReLU: { kind: 'same', terms: mergeTerms },
  Add: { kind: 'same', terms: mergeTerms },
  Average: { kind: 'mean', terms: mergeTerms },
}

function sumOf({ inputs, weights, bias }: Terms): number {
  return inputs.reduce((sum, input, i) => sum + input * (weights[i] as number), 0) + bias
}

/** The activation of a sum; softmax needs the sums of the whole row. Undefined for an activation without a formula. */
function activate(
  name: string,
  alpha: number,
  index: number,
  width: number,
  sumAt: (index: number) => number,
): number | undefined {
  const sum = sumAt(index)
  if (name === 'softmax' || name === 'log_softmax') {
    const first = index - (index % width)
    const row = Array.from({ length: width }, (_, i) => sumAt(first + i))
    const most = Math.max(...row)
    const total = row.reduce((all, one) => all + exp(one - most), 0)
    return name === 'softmax' ? exp(sum - most) / total : sum - most - Math.log(total)
  }
  const formula = ACTIVATIONS.get(name)
  return formula && compile(formula.result)({ x: sum, alpha })
}

function denseTerms({ config, weights }: ExplainedLayer, { values, shape }: Tensor, index: number): Terms {
  const units = Number(config.units)
  const [size, unit] = [shape.at(-1) ?? 1, index % units]
  const first = Math.floor(index / units) * size
  const kernel = weights('kernel')
  return {
    inputs: Array.from(values.subarray(first, first + size)),
    weights: Array.from({ length: size }, (_, i) => kernel[i * units + unit] as number),
    bias: config.use_bias ? (weights('bias')[unit] as number) : 0,
    shape: [size],
    places: Array.from({ length: size }, (_, i) => first + i),
    stored: {
      weight: 'kernel',
      indices: Array.from({ length: size }, (_, i) => i * units + unit),
      ...(config.use_bias ? { bias: unit } : {}),
    },
  }
}

function normTerms({ config, weights, output }: ExplainedLayer, { values }: Tensor, index: number): Terms {
  const channel = index % (output.at(-1) ?? 1)
  const of = (name: string, usual: number) => weights(name)[channel] ?? usual
  const weight = of('gamma', 1) / Math.sqrt(of('moving_variance', 1) + Number(config.epsilon))
  const bias = of('beta', 0) - of('moving_mean', 0) * weight
  return { inputs: [values[index] as number], weights: [weight], bias, shape: [1], places: [index] }
}

function mergeTerms({ inputs, class_name }: ExplainedLayer, _: Tensor, index: number): Terms {
  const weight = class_name === 'Average' ? 1 / inputs.length : 1
  return {
    inputs: inputs.map(({ values }) => values[index] as number),
    weights: inputs.map(() => weight),
    bias: 0,
    shape: [inputs.length],
    places: inputs.map(() => index),
  }
}

function convolutionTerms(layer: ExplainedLayer, input: Tensor, index: number): Terms {
  const { config, weights, output, class_name } = layer
  const channels = input.shape.at(-1) ?? 1
  const filters = output.at(-1) ?? 1
  const filter = index % filters
  const { size, positions } = windowAt(layer, input.shape, index, config.kernel_size)
  // A depthwise filter reads one channel: several filters per channel, one after another.
  const isDepthwise = class_name === 'DepthwiseConv2D'
  const read = isDepthwise ? [Math.floor((filter * channels) / filters)] : Array.from({ length: channels }, (_, c) => c)
  const weight = isDepthwise ? 'depthwise_kernel' : 'kernel'
  const kernel = weights(weight)
  const at = (position: number, channel: number) =>
    isDepthwise ? position * filters + filter : (position * channels + channel) * filters + filter
  return {
    inputs: positions.flatMap((from) =>
      read.map((c) => (from < 0 ? 0 : (input.values[from * channels + c] as number))),
    ),
    weights: positions.flatMap((_, position) => read.map((c) => kernel[at(position, c)] as number)),
    bias: config.use_bias ? (weights('bias')[filter] as number) : 0,
    shape: [...size, read.length],
    places: positions.flatMap((from) => read.map((c) => (from < 0 ? -1 : from * channels + c))),
    stored: {
      weight,
      indices: positions.flatMap((_, position) => read.map((c) => at(position, c))),
      ...(config.use_bias ? { bias: filter } : {}),
    },
  }
}

function poolTerms(layer: ExplainedLayer, { values, shape }: Tensor, index: number): Terms {
  const channels = shape.at(-1) ?? 1
  const over = shape.slice(0, -1)
  const { size, positions } = layer.class_name.startsWith('Global')
    ? { size: over, positions: Array.from({ length: over.reduce((n, side) => n * side, 1) }, (_, i) => i) }
    : windowAt(layer, shape, index, layer.config.pool_size)
  const read = positions.map((from) => (from < 0 ? undefined : values[from * channels + (index % channels)]))
  const known = read.filter((value) => value !== undefined)
  const largest = read.indexOf(Math.max(...known))
  const isMax = EXPLAINED[layer.class_name]?.kind === 'largest'
  return {
    inputs: read.map((value) => value ?? 0),
    weights: read.map((value, i) => (isMax ? Number(i === largest) : value === undefined ? 0 : 1 / known.length)),
    bias: 0,
    shape: [...size, 1],
    places: positions.map((from) => (from < 0 ? -1 : from * channels + (index % channels))),
  }
}

/**
 * The window that a value of the output is computed from: its size, and for each of its places the place in the input,
 * row by row; -1 for padding.
 */
function windowAt(
  { config, output }: ExplainedLayer,
  input: Shape,
  index: number,
  of: unknown,
): { readonly size: Shape; readonly positions: readonly number[] } {
  const size = of as Shape
  const strides = config.strides as Shape
  let rest = Math.floor(index / (output.at(-1) ?? 1))
  const places = output.slice(0, -1)
  // From the last axis to the first.
  const starts = places.map(() => 0)
  for (let axis = places.length - 1; axis >= 0; axis--) {
    const [out, stride] = [places[axis] as number, strides[axis] as number]
    const padding = Math.max(0, (out - 1) * stride + (size[axis] as number) - (input[axis] as number))
    starts[axis] = (rest % out) * stride - (config.padding === 'same' ? Math.floor(padding / 2) : 0)
    rest = Math.floor(rest / out)
  }
  const positions = starts.reduce(
    (before, start, axis) =>
      before.flatMap((outer) =>
        Array.from({ length: size[axis] as number }, (_, i) => {
          const [at, side] = [start + i, input[axis] as number]
          return outer < 0 || at < 0 || at >= side ? -1 : outer * side + at
        }),
      ),
    [0],
  )
  return { size, positions }
}
