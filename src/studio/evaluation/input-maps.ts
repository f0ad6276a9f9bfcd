/**
 * @file Which parts of an input a prediction depends on: maps of an image, a series, a text, or the columns of a table,
 * from gradients (of the score before softmax or sigmoid, or of the predicted number) or from covering parts.
 */
import { rng } from '../../base/rng'
import type { GradientOf } from '../../protocol/trainer-messages'
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { type LayerName, layerNamesOf } from '../../compile/layer-names'
import { centerOf, toTargetUnit, unitsPerOutput } from '../../data/decode-outputs'
import { sizeOf } from '../../data/pipeline'
import { finalForm } from '../../data/transforms/step-chain'
import { columnParts, type Encoded, type Explained, encode, scoresOf, someRows, usualClass } from './explain'

export type MapMethod =
  | 'gradient'
  | 'smoothGrad'
  | 'gradientInput'
  | 'integratedGradients'
  | 'gradCam'
  | 'lrp'
  | 'occlusion'

export interface InputMap {
  /** One value per place of the input, in this shape, or per column. */
  readonly values: readonly number[]
  readonly shape: readonly number[]
  readonly columns?: readonly string[]
  /** For a text: the tokens that the network reads. */
  readonly tokens?: readonly string[]
  /** The score of the row, and that of the baseline. */
  readonly score: number
  readonly base?: number
  /** What integrated gradients start from: a black image, or the mean of training rows. */
  readonly baseline?: 'black' | 'mean'
  /** How many gradients they are the mean of. */
  readonly steps?: number
  /** The relative gap between the sum of the values and the difference of the scores. */
  readonly completeness?: number
  /** For Grad-CAM: the node of the layer, and all layers that have a map. */
  readonly layer?: string
  readonly layers?: readonly { readonly node: string; readonly label: string }[]
}

interface MapOptions {
  readonly method: MapMethod
  readonly seed: number
  /** For Grad-CAM: the node of a layer. */
  readonly layer?: string | undefined
}

/** How one row is explained. Refuses a method that does not suit the network or its input. */
export async function inputMap(what: Explained, inputs: Encoded, options: MapOptions): Promise<InputMap> {
  if (options.method === 'occlusion') return occlusion(what, inputs)
  if (placesOf(what, inputs)?.tokens) return refuse('explain-tokens', {})
  switch (options.method) {
    case 'gradient':
    case 'gradientInput':
    case 'lrp': {
      const by = options.method === 'lrp' ? 'relevance' : 'gradient'
      const { scores, gradients } = await scoreGradients(what, inputs, 1, { by })
      const values = options.method === 'gradientInput' ? times(gradients, inputs) : gradients
      return { ...summed(what, inputs, values, options.method === 'gradient'), score: scores[0] as number }
    }
    case 'smoothGrad':
      return smoothGrad(what, inputs, options.seed)
    case 'integratedGradients':
      return integratedGradients(what, inputs, options.seed)
    case 'gradCam':
      return gradCam(what, inputs, options.layer)
  }
}

/** The explained number of each row, and its gradients; in the unit of the target, if a number is in proportion to it. */
async function scoreGradients(
  { output, weights, classIndex = usualClass(output) }: Explained,
  inputs: Encoded,
  count: number,
  { by, layer }: { readonly by?: GradientOf['by']; readonly layer?: string } = {},
) {
  const isNumber = output.kind === 'number'
  const found = await weights.gradients(
    inputs,
    count,
    {
      output: weights.pipeline.outputs.indexOf(output),
      number: isNumber ? 'output' : 'score',
      targets: new Float32Array(count).fill(isNumber ? centerOf(output) : classIndex),
      ...(by && { by }),
    },
    layer,
  )
  const unit = unitsPerOutput(output)
  if (!isNumber || unit === undefined) return found
  const scaled = (values: Float32Array<ArrayBuffer>) => values.map((value) => value * unit)
  return {
    ...found,
    scores: found.scores.map((value) => toTargetUnit(output, value)),
    gradients: found.gradients.map(scaled),
    ...(found.layer && { layer: { ...found.layer, gradients: scaled(found.layer.gradients) } }),
  }
}

function times(all: readonly Float32Array[], by: readonly Float32Array[]): Encoded {
  return all.map((values, i) => Float32Array.from(values, (value, k) => value * (by[i]?.[k] as number)))
}

/**
 * The values of each place or column: the sum over its numbers or, for gradients of places, the largest absolute value
 * (Simonyan et al. 2014, ICLR workshop).
 */
function summed(what: Explained, inputs: Encoded, all: readonly Float32Array[], isGradient: boolean) {
  const places = placesOf(what, inputs)
  if (places) {
    const { shape, channels } = places
    const of = all[0] as Float32Array
    const values = Array.from({ length: of.length / channels }, (_, place) => {
      const part = of.subarray(place * channels, (place + 1) * channels)
      return isGradient ? Math.max(...part.map(Math.abs)) : part.reduce((sum, value) => sum + value, 0)
    })
    return { values, shape }
  }
  const parts = [...columnParts(what.weights.pipeline)]
  const values = parts.map(([, of]) => {
    let sum = 0
    for (const { input, first, width, stride, places: count } of of)
      for (let place = 0; place < count; place++)
        for (let k = 0; k < width; k++) sum += all[input]?.[place * stride + first + k] ?? 0
    return sum
  })
  return { values, shape: [values.length], columns: parts.map(([name]) => name) }
}

/** Copies of a row, and the noise of SmoothGrad as a share of the range of its numbers. */
const NOISY = 25
const NOISE = 0.15

/** The mean gradient over noisy copies of the row (Smilkov et al. 2017, arXiv:1706.03825). */
async function smoothGrad(what: Explained, inputs: Encoded, seed: number): Promise<InputMap> {
  const random = rng(seed, { kind: 'resample', epoch: 5 })
  const noisy = inputs.map((own) => {
    const range = own.reduce((a, b) => Math.max(a, b), -Infinity) - own.reduce((a, b) => Math.min(a, b), Infinity)
    const deviation = NOISE * (range || 1)
    return Float32Array.from(
      { length: NOISY * own.length },
      (_, i) => (own[i % own.length] as number) + deviation * random.normal(),
    )
  })
  const { gradients } = await scoreGradients(what, noisy, NOISY)
  const { scores } = await scoreGradients(what, inputs, 1)
  return {
    ...summed(
      what,
      inputs,
      gradients.map((all) => meanOfRows(all, NOISY)),
      true,
    ),
    score: scores[0] as number,
  }
}

function meanOfRows(all: Float32Array, rows: number): Float32Array<ArrayBuffer> {
  const size = all.length / rows
  const sums = new Float64Array(size)
  all.forEach((value, i) => {
    sums[i % size] = (sums[i % size] as number) + value / rows
  })
  return Float32Array.from(sums)
}

/** The fewest and most steps of integrated gradients, and the gap of their sum at which there are enough. */
const STEPS = 32
const MOST_STEPS = 512
export const MOST_GAP = 0.01

/**
 * The mean gradient between a baseline and the row, times their difference (Sundararajan et al. 2017, ICML), with twice
 * as many steps until the sum is the difference of the scores.
 */
async function integratedGradients(what: Explained, inputs: Encoded, seed: number): Promise<InputMap> {
  const isBlack = what.weights.pipeline.inputs.every(({ kind }) => kind === 'image')
  const from = isBlack ? inputs.map(({ length }) => new Float32Array(length)) : await meanInputs(what, seed)
  const difference = inputs.map((own, i) => own.map((value, k) => value - (from[i]?.[k] as number)))
  const both = inputs.map((own, i) => Float32Array.from([...(from[i] as Float32Array), ...own]))
  const [base = 0, score = 0] = (await scoreGradients(what, both, 2)).scores
  for (let steps = STEPS; ; steps *= 2) {
    const along = difference.map((change, i) =>
      Float32Array.from({ length: steps * change.length }, (_, at) => {
        const [step, k] = [Math.floor(at / change.length), at % change.length]
        return (from[i]?.[k] as number) + ((step + 0.5) / steps) * (change[k] as number)
      }),
    )
    const { gradients } = await scoreGradients(what, along, steps)
    const parts = times(
      gradients.map((all) => meanOfRows(all, steps)),
      difference,
    )
    const sum = parts.reduce((all, values) => values.reduce((a, b) => a + b, all), 0)
    const completeness = Math.abs(sum - (score - base)) / Math.max(Math.abs(score - base), 1e-6)
    if (completeness > MOST_GAP && steps < MOST_STEPS) continue
    return {
      ...summed(what, inputs, parts, false),
      score,
      base,
      completeness,
      steps,
      baseline: isBlack ? 'black' : 'mean',
    }
  }
}

async function meanInputs({ weights: { pipeline, ready } }: Explained, seed: number): Promise<Encoded> {
  const rows = someRows(ready.split.train, seed)
  const all = await encode(pipeline, ready.dataset, rows)
  return all.map((values) => meanOfRows(values, rows.length))
}

/**
 * Grad-CAM (Selvaraju et al. 2017, ICCV): the channels of a layer, weighted by their mean gradients, where they speak
 * for the score; by default of the last convolution.
 */
async function gradCam(what: Explained, inputs: Encoded, node?: string): Promise<InputMap> {
  const { model, content } = what.weights
  const places = placesOf(what, inputs) ?? refuse('explain-no-places', {})
  const names = content ? layerNamesOf(content) : new Map<string, LayerName>()
  const layers = model.config.layers
    .filter(({ class_name }) => class_name.includes('Conv'))
    .map(({ name }) => ({ name, node: names.get(name)?.node ?? name, label: names.get(name)?.label ?? name }))
  const known = [...names].map(([name, of]) => ({ ...of, name }))
  const chosen = node === undefined ? layers.at(-1) : [...layers, ...known].find((one) => one.node === node)
  if (!chosen) return node === undefined ? refuse('explain-no-convolution', {}) : refuse('explain-no-layer', { node })
  const { scores, layer } = await scoreGradients(what, inputs, 1, { layer: chosen.name })
  const shape = layer?.shape.slice(0, -1) ?? []
  if (!layer || shape.length !== places.shape.length) return refuse('explain-no-map', { layer: chosen.label })
  const channels = layer.shape.at(-1) as number
  const count = sizeOf({ shape })
  const importance = meanOfRows(layer.gradients, count)
  const map = Array.from({ length: count }, (_, place) => {
    let sum = 0
    for (let k = 0; k < channels; k++) sum += (importance[k] as number) * (layer.values[place * channels + k] as number)
    return Math.max(0, sum)
  })
  return {
    values: resized(map, shape, places.shape),
    ...{ shape: places.shape, score: scores[0] as number, layer: chosen.node },
    layers: layers.map(({ node: id, label }) => ({ node: id, label })),
  }
}

/** A map in another size, interpolated between the centers of its places, one axis after another. */
function resized(values: readonly number[], from: readonly number[], to: readonly number[]): readonly number[] {
  return to.reduce<readonly number[]>((before, size, axis) => {
    const old = from[axis] as number
    const inner = sizeOf({ shape: from.slice(axis + 1) })
    const outer = before.length / (old * inner)
    return Array.from({ length: outer * size * inner }, (_, i) => {
      const [first, at, last] = [Math.floor(i / (size * inner)), Math.floor(i / inner) % size, i % inner]
      const place = Math.min(old - 1, Math.max(0, ((at + 0.5) * old) / size - 0.5))
      const low = Math.floor(place)
      const valueAt = (one: number) => before[(first * old + Math.min(one, old - 1)) * inner + last] as number
      return valueAt(low) + (place - low) * (valueAt(low + 1) - valueAt(low))
    })
  }, values)
}

/** The parts of an input that can be covered: places of an image or a series, or the tokens of a text. */
export interface Places {
  readonly shape: readonly number[]
  readonly channels: number
  /** The places that say something: a text may be shorter than the input. */
  readonly all: readonly number[]
  readonly tokens?: readonly string[]
  /** The input without these places: they have its mean, or the other tokens move together. */
  without(places: Iterable<number>): Float32Array<ArrayBuffer>
}

/** The places of the only input; undefined for a table and for several inputs. */
export function placesOf({ weights: { pipeline } }: Explained, [own]: Encoded): Places | undefined {
  const [input] = pipeline.inputs
  if (!input || !own || pipeline.inputs.length > 1) return undefined
  const [column] = input.kind === 'columns' ? input.columns : []
  if (column && input.shape.length === 1 && finalForm(column).type === 'ids') {
    const step = column.steps.at(-1)
    const known = (step?.learned.known ?? []) as readonly string[]
    const all = [...own.keys()].filter((place) => own[place] !== 0)
    return {
      ...{ shape: input.shape, channels: 1, all },
      tokens: Array.from(own, (id) => (id === 0 ? '' : (known[id - 2] ?? '?'))),
      without(places) {
        const left = new Set(places)
        const kept = all.filter((place) => !left.has(place)).map((place) => own[place] as number)
        const padding = new Array<number>(own.length - kept.length).fill(0)
        return Float32Array.from(step?.params.pad === 'left' ? [...padding, ...kept] : [...kept, ...padding])
      },
    }
  }
  if (input.shape.length < 2) return undefined
  const channels = input.shape.at(-1) as number
  const mean = meanOfRows(own, own.length / channels)
  return {
    ...{ shape: input.shape.slice(0, -1), channels },
    all: Array.from({ length: own.length / channels }, (_, place) => place),
    without(places) {
      const changed = own.slice()
      for (const place of places) changed.set(mean, place * channels)
      return changed
    },
  }
}

/** The scores of the input without each of these sets of places. */
export function scoresWithout(what: Explained, places: Places, sets: readonly Iterable<number>[]) {
  const size = places.channels * sizeOf(places)
  const changed = new Float32Array(size * sets.length)
  sets.forEach((set, i) => {
    changed.set(places.without(set), i * size)
  })
  return scoresOf(what, [changed], sets.length)
}

/** The part of each side that is covered at a time, and the step to the next cover as a part of it. */
const COVER = 1 / 7
const STEP = 1 / 2

/**
 * Occlusion (Zeiler, Fergus 2014, ECCV): the mean drop of the score over all covers of a place, where a cover replaces
 * its places by the mean of the input. In a text, each token is left out.
 */
async function occlusion(what: Explained, inputs: Encoded): Promise<InputMap> {
  const places = placesOf(what, inputs) ?? refuse('explain-no-places', {})
  const { shape, tokens } = places
  const covers = tokens ? places.all.map((place) => [place]) : coversOf(shape)
  const scores = await scoresWithout(what, places, covers)
  const [score = 0] = await scoresOf(what, inputs, 1)
  const [sums, counts] = [new Float64Array(sizeOf(places)), new Float64Array(sizeOf(places))]
  covers.forEach((cover, i) => {
    for (const place of cover) {
      sums[place] = (sums[place] as number) + (score - (scores[i] as number))
      counts[place] = (counts[place] as number) + 1
    }
  })
  const values = Array.from(sums, (sum, place) => (counts[place] ? sum / (counts[place] as number) : 0))
  return { values, shape, score, ...(tokens && { tokens }) }
}

/** The places of each cover: squares of an image, or stretches of a series, that overlap by half. */
function coversOf(shape: readonly number[]): readonly (readonly number[])[] {
  const starts = shape.map((side) => {
    const size = Math.max(1, Math.round(side * COVER))
    const step = Math.max(1, Math.round(size * STEP))
    const last = Math.max(0, side - size)
    const all = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step)
    if (all.at(-1) !== last) all.push(last)
    return all.map((from) => Array.from({ length: Math.min(size, side) }, (_, i) => from + i))
  })
  return starts.reduce<readonly (readonly number[])[]>(
    (covers, spans, axis) =>
      covers.flatMap((cover) =>
        spans.map((span) => cover.flatMap((place) => span.map((at) => place * (shape[axis] as number) + at))),
      ),
    [[0]],
  )
}
