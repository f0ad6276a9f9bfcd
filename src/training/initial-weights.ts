/**
 * @file initialWeights: derives the initial weights of a network from its JSON and the seed; they are the same for
 * every engine.
 */

import { type Rng, rng } from '../base/rng'
import type { KerasModel } from '../catalog/keras-json'
import type { WeightSet } from '../data/training-job'

/** The name of the initializer field, for weights whose initializer field does not follow the naming pattern. */
const PARAM_OF: Readonly<Record<string, string>> = {
  kernel: 'kernel_initializer',
  bias: 'bias_initializer',
  recurrent_kernel: 'recurrent_initializer',
  depthwise_kernel: 'depthwise_initializer',
  pointwise_kernel: 'pointwise_initializer',
}

/** Default initializers for weights that have no initializer in the JSON. */
const USUAL: Readonly<Record<string, string>> = { gamma: 'ones', moving_variance: 'ones' }

/** Returns initial weights with these names and shapes, which must match the model's weights, in the same order. */
export function initialWeights(json: KerasModel, specs: WeightSet['specs'], seed: number): WeightSet {
  const configs = new Map(json.config.layers.map((layer) => [layer.name, layer.config]))
  const sizes = specs.map(({ shape }) => shape.reduce((size, n) => size * n, 1))
  const data = new Float32Array(sizes.reduce((sum, size) => sum + size, 0))
  let at = 0
  specs.forEach(({ name, shape }, index) => {
    const values = data.subarray(at, at + (sizes[index] as number))
    at += values.length
    const path = name.split('/')
    const config = configs.get(path[0] as string) ?? {}
    const own = path[path.length - 1] as string
    const initializer = config[PARAM_OF[own] ?? `${own}_initializer`] ?? USUAL[own] ?? 'zeros'
    initialize(values, initializer as InitializerJson, shape, seed, index)
    // Keras initializes the forget gates of LSTMs as open: the second quarter of the bias is 1.
    const units = shape[0] === undefined ? 0 : shape[0] / 4
    if (own === 'bias' && config.unit_forget_bias === true) values.fill(1, units, 2 * units)
  })
  return { specs, data }
}

/** An initializer in Keras JSON: a name, or a class name with its config. */
type InitializerJson = string | { readonly class_name: string; readonly config: Readonly<Record<string, unknown>> }

type Fill = (
  out: Float32Array,
  shape: readonly number[],
  random: Rng,
  config: Readonly<Record<string, unknown>>,
) => void

/** Writes the initial values of the model's weight with this index to `out`. Throws if the initializer is unknown. */
export function initialize(
  out: Float32Array<ArrayBuffer>,
  initializer: InitializerJson,
  shape: readonly number[],
  seed: number,
  index: number,
): void {
  const name = typeof initializer === 'string' ? initializer : initializer.class_name
  const config = typeof initializer === 'string' ? {} : initializer.config
  // Treats 'glorot_uniform', 'GlorotUniform' and 'glorotUniform' as the same name.
  const key = name.replaceAll('_', '').toLowerCase()
  const fill = Object.hasOwn(INITIALIZERS, key) ? INITIALIZERS[key] : undefined
  if (!fill) throw new Error(`no initializer is called ${name}`)
  fill(out, shape, rng(seed, { kind: 'weights', index }), config)
}

const INITIALIZERS: Readonly<Record<string, Fill>> = {
  zeros: () => undefined,
  ones: (out) => out.fill(1),
  constant: (out, _, __, config) => out.fill(num(config, 'value', 0)),
  randomuniform(out, _, random, config) {
    uniform(out, random, num(config, 'minval', -0.05), num(config, 'maxval', 0.05))
  },
  randomnormal: (out, _, random, config) => normal(out, random, num(config, 'mean', 0), num(config, 'stddev', 0.05)),
  truncatednormal: (out, _, random, config) =>
    truncated(out, random, num(config, 'mean', 0), num(config, 'stddev', 0.05)),
  glorotuniform: scaled('uniform', 1, 'avg'),
  glorotnormal: scaled('normal', 1, 'avg'),
  heuniform: scaled('uniform', 2, 'in'),
  henormal: scaled('normal', 2, 'in'),
  lecununiform: scaled('uniform', 1, 'in'),
  lecunnormal: scaled('normal', 1, 'in'),
  orthogonal: (out, shape, random, config) => orthogonal(out, shape, random, num(config, 'gain', 1)),
  identity(out, shape, _, config) {
    const width = shape[1] ?? 1
    for (let i = 0; i < Math.min(shape[0] ?? 0, width); i++) out[i * width + i] = num(config, 'gain', 1)
  },
}

/**
 * The standard deviation of a standard normal distribution truncated at two standard deviations; Keras divides by it to
 * preserve the variance.
 */
const CUT_DEVIATION = 0.87962566103423978

function scaled(shape: 'uniform' | 'normal', scale: number, mode: 'in' | 'avg'): Fill {
  return (out, dims, random) => {
    const [into, from] = fans(dims)
    const variance = scale / Math.max(1, mode === 'in' ? into : (into + from) / 2)
    if (shape === 'normal') truncated(out, random, 0, Math.sqrt(variance) / CUT_DEVIATION)
    else uniform(out, random, -Math.sqrt(3 * variance), Math.sqrt(3 * variance))
  }
}

/** Fan-in and fan-out by Keras's rule for kernels of any rank (channels last). */
function fans(shape: readonly number[]): readonly [number, number] {
  if (shape.length === 0) return [1, 1]
  if (shape.length === 1) return [shape[0] as number, shape[0] as number]
  const field = shape.slice(0, -2).reduce((size, n) => size * n, 1)
  return [(shape[shape.length - 2] as number) * field, (shape[shape.length - 1] as number) * field]
}

function uniform(out: Float32Array, random: Rng, from: number, to: number): void {
  for (let i = 0; i < out.length; i++) out[i] = from + random.uniform() * (to - from)
}

function normal(out: Float32Array, random: Rng, mean: number, deviation: number): void {
  for (let i = 0; i < out.length; i++) out[i] = mean + deviation * random.normal()
}

/** Draws from a normal distribution truncated at two standard deviations, by redrawing values that lie outside. */
function truncated(out: Float32Array, random: Rng, mean: number, deviation: number): void {
  for (let i = 0; i < out.length; i++) {
    let z = random.normal()
    while (Math.abs(z) > 2) z = random.normal()
    out[i] = mean + deviation * z
  }
}

function num(config: Readonly<Record<string, unknown>>, name: string, fallback: number): number {
  const value = config[name]
  return typeof value === 'number' ? value : fallback
}

/**
 * Fills `out`, treated as a matrix of shape [product of all axes but the last, last axis], with orthonormal rows or
 * columns multiplied by `gain`.
 */
function orthogonal(out: Float32Array, shape: readonly number[], random: Rng, gain: number): void {
  const columns = shape[shape.length - 1] ?? 1
  const rows = columns === 0 ? 0 : out.length / columns
  const count = Math.min(rows, columns)
  const length = Math.max(rows, columns)
  const vectors: Float64Array[] = []
  for (let i = 0; i < count; i++) vectors.push(nextVector(vectors, length, random))
  for (let i = 0; i < count; i++) {
    const vector = vectors[i] as Float64Array
    for (let j = 0; j < length; j++) {
      const at = rows < columns ? i * columns + j : j * columns + i
      out[at] = gain * (vector[j] as number)
    }
  }
}

/** Returns a random unit vector that is orthogonal to all previous ones. */
function nextVector(before: readonly Float64Array[], length: number, random: Rng): Float64Array {
  for (;;) {
    const vector = Float64Array.from({ length }, () => random.normal())
    // Two passes are enough: the second removes the rounding errors left by the first (Kahan and Parlett).
    for (let pass = 0; pass < 2; pass++) {
      for (const other of before) addTo(vector, other, -dot(vector, other))
    }
    const size = Math.sqrt(dot(vector, vector))
    if (size > 1e-6) return vector.map((value) => value / size)
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function addTo(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + factor * (b[i] as number)
}
