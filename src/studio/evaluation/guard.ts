/**
 * @file Input guards: fits a score of how unusual an input is, with the limit from which it is refused, and computes the
 * score of encoded rows and its gradient.
 */
import '../../messages/en/evaluate/guard'
import { rng, shuffle } from '../../base/rng'
import type { KerasModel } from '../../catalog/keras-json'
import { type LayerName, layerNamesOf } from '../../compile/layer-names'
import { encodeTargets } from '../../data/encode-rows'
import { type GuardedNetwork, guardScoresOf, rowAt, squeezedProbabilities } from '../../data/guard-scores'
import {
  distanceOf,
  type GuardMethod,
  type InputGuard,
  l1,
  leastScores,
  limitOf,
  meanOfPlaces,
  whiten,
} from '../../data/input-guard'
import { isImage } from '../../data/input-ranges'
import { loadPagedRows } from '../../data/paged-columns'
import { refuse } from '../../messages/message'
import { ledoitWolf, whiteningOf } from '../../metrics/covariance'
import type { AppContext } from '../context'
import { needColumns } from '../models/evaluate'
import { type Attacked, rangesOf } from './attack'
import { decisionOf, keepDecision } from './decisions'
import { encode, explained } from './explain'
import { type EvaluatedWeights, type Source, weightsOf } from './predictions'
import type { Encoded } from './robustness'

/** A guard with the network that it guards. */
export interface Guarded extends Attacked {
  readonly guard: InputGuard
}

/** The most training rows for a distance, and the most validation rows for a limit. */
const MOST_ROWS = 2000
/** The most values of a layer: the covariance has the square of them. */
const MOST_WIDTH = 256
/** Of an image with one channel, and of others (Xu and others 2018). */
const BITS = { gray: 1, color: 5 }

export interface GuardQuery {
  readonly method: GuardMethod
  /** For a distance: the node of the layer; by default, what the last layer with weights reads or, if wide, one before. */
  readonly layer?: string | undefined
  readonly falseAlarms: number
  readonly output?: string | undefined
}

/**
 * Fits a guard of the weights in use to training examples, chooses its limit on the validation set, and keeps it with the
 * run. Refuses outputs without classes, and too few validation examples for the limit.
 */
export async function fitGuard(studio: AppContext, query: GuardQuery) {
  const { falseAlarms } = query
  if (!(falseAlarms > 0 && falseAlarms < 1)) return refuse('guard-false-alarms', { falseAlarms })
  const what = await guardedOutput(studio, {}, query.output)
  const { pipeline, ready } = what.weights
  needColumns(pipeline, ready.dataset)
  const rows = someOf(ready.split.validation, 9)
  if (rows.length < leastScores(falseAlarms))
    return refuse('guard-few', { rows: rows.length, least: leastScores(falseAlarms), falseAlarms })
  const open = { limit: Number.POSITIVE_INFINITY, falseAlarms, rows: rows.length }
  const fitted: InputGuard =
    query.method === 'squeezing'
      ? { ...open, method: 'squeezing', bits: bitsOf(what.weights) }
      : { ...open, method: 'mahalanobis', ...(await fitDistance(what, await layerOf(what, query.layer))) }
  const scores = await guardScores({ ...what, guard: fitted }, await encode(pipeline, ready.dataset, rows), rows.length)
  const limit = limitOf(scores, falseAlarms)
  if (limit === undefined || !Number.isFinite(limit)) return refuse('guard-no-limit', {})
  const guard: InputGuard = { ...fitted, limit }
  await keepDecision(studio, what.output.label, { ...decisionOf(studio, what.output.label), guard })
  return summaryOf(guard, what.output.label)
}

/** Removes the guard of the weights in use. */
export async function removeGuard(studio: AppContext, label: string | undefined): Promise<void> {
  const { output } = await guardedOutput(studio, {}, label)
  const { guard: _, ...others } = decisionOf(studio, output.label)
  await keepDecision(studio, output.label, others)
}

/** A guard without its numbers. */
export function summaryOf(guard: InputGuard, output: string) {
  const { method, limit, falseAlarms, rows } = guard
  return {
    ...{ output, method, limit, falseAlarms, rows },
    ...(guard.method === 'mahalanobis' ? { layer: guard.label, width: guard.width } : { bits: guard.bits }),
  }
}

/** The network with its guard. Refuses weights without one. */
export async function guardedOf(studio: AppContext, source: Source, label?: string): Promise<Guarded> {
  const what = await guardedOutput(studio, source, label)
  return { ...what, guard: what.output.guard ?? refuse('guard-none', { output: what.output.label }) }
}

async function guardedOutput(studio: AppContext, source: Source, label?: string): Promise<Attacked> {
  const weights = await weightsOf(studio, source)
  const found = explained(weights, label)
  if (found.output.kind !== 'classes') return refuse('attack-no-classes', { output: found.output.label })
  return { ...found, output: found.output }
}

/** The rows, or as many as are used of them. */
function someOf(rows: Uint32Array, epoch: number): Uint32Array {
  return rows.length <= MOST_ROWS
    ? rows
    : shuffle(rows.slice(), rng(0, { kind: 'resample', epoch })).slice(0, MOST_ROWS)
}

function bitsOf({ pipeline }: EvaluatedWeights): number {
  const image = pipeline.inputs.find(isImage)
  if (image?.shape.length !== 3) return refuse('guard-no-pixels', {})
  return image.shape[2] === 1 ? BITS.gray : BITS.color
}

/** A layer, with how many of its values are compared. */
interface GuardedLayer {
  readonly name: string
  readonly label: string
  readonly width: number
}

/**
 * The layer of a node or, without one, that which the last layer with weights reads; if that is too wide, as a flattened
 * feature map is, the nearest one before it that is not. Refuses an unknown layer and one that is too wide.
 */
async function layerOf(what: Attacked, node: string | undefined): Promise<GuardedLayer> {
  const { model, content, pipeline } = what.weights
  const names = content ? layerNamesOf(content) : new Map<string, LayerName>()
  const inputs = new Set(model.config.input_layers.map(([name]) => name))
  const all = model.config.layers
    .filter(({ name }) => !inputs.has(name))
    .map(({ name }) => ({ name, node: names.get(name)?.node ?? name, label: names.get(name)?.label ?? name }))
  const before = readBefore(model, pipeline.outputs.indexOf(what.output)).filter((name) => !inputs.has(name))
  const called = all.find((one) => one.node === node || one.label === node)
  // Without a layer between the inputs and the last one, that one.
  const usual = before.length > 0 ? before.map((name) => all.find((one) => one.name === name)) : [all.at(-1)]
  const candidates = (node === undefined ? usual : [called]).filter((one) => one !== undefined)
  let first: GuardedLayer | undefined
  for (const { name, label } of candidates) {
    const shape = await shapeOf(what, name)
    const size = shape.reduce((all, axis) => all * axis, 1)
    const layer = { name, label, width: size > MOST_WIDTH && shape.length > 1 ? (shape.at(-1) as number) : size }
    if (layer.width <= MOST_WIDTH) return layer
    first ??= layer
  }
  return first
    ? refuse('guard-wide', { layer: first.label, width: first.width, most: MOST_WIDTH })
    : refuse('explain-no-layer', { node: node ?? '' })
}

interface GuardedLayer {
  readonly name: string
  readonly label: string
  /** How many values are compared: if the layer has more, those of its channels, averaged over its places. */
  readonly width: number
}

/** The shape of a layer's values for one example. */
async function shapeOf({ weights, output }: Attacked, layer: string): Promise<readonly number[]> {
  const { pipeline, ready, gradients } = weights
  const one = await encode(pipeline, ready.dataset, ready.split.train.slice(0, 1))
  const of = { output: pipeline.outputs.indexOf(output), number: 'score', targets: new Float32Array(1) } as const
  const { layer: found } = await gradients(one, 1, of, layer)
  if (!found) throw new Error(`no values of layer ${layer}`)
  return found.shape
}

/** Layers without weights, which only pass numbers on. */
// not text: class names
const PASSING: ReadonlySet<string> = new Set(['Activation', 'Dropout', 'Flatten', 'Reshape'])

/** The layer that the last layer with weights reads, and those before it, each the first input of the next. */
function readBefore({ config }: KerasModel, output: number): readonly string[] {
  const layerCalled = (name: unknown) => config.layers.find((one) => one.name === name)
  const readBy = (layer: (typeof config.layers)[number] | undefined) => layerCalled(layer?.inbound_nodes[0]?.[0]?.[0])
  let layer = layerCalled(config.output_layers[output]?.[0])
  while (layer && PASSING.has(layer.class_name)) layer = readBy(layer)
  const before: string[] = []
  for (let one = readBy(layer); one; one = readBy(one)) before.push(one.name)
  return before
}

async function fitDistance({ weights, output }: Attacked, { name: layer, label, width }: GuardedLayer) {
  const { pipeline, ready } = weights
  const rows = someOf(ready.split.train, 10)
  const here = await loadPagedRows(ready.dataset, rows)
  const targets = encodeTargets(output, here, rows)
  const read = await weights.layer(await encode(pipeline, ready.dataset, rows), rows.length, layer)
  const values = Array.from(rows, (_, i) => meanOfPlaces(rowAt(read, rows.length, i), width))
  const classes = output.labels
    .map((_, k) => [...rows.keys()].filter((i) => targets[i] === k))
    .filter((of) => of.length > 0)
  const means = classes.map((of) => {
    const mean = new Float64Array(width)
    for (const i of of)
      for (let k = 0; k < width; k++) mean[k] = (mean[k] as number) + (values[i]?.[k] as number) / of.length
    return mean
  })
  const centered = Float64Array.from(
    classes.flatMap((of, c) =>
      of.flatMap((i) =>
        Array.from({ length: width }, (_, k) => (values[i]?.[k] as number) - (means[c]?.[k] as number)),
      ),
    ),
  )
  const { triangle } = ledoitWolf({ values: centered, rows: centered.length / width, width })
  const whitening = whiteningOf(triangle, width) ?? refuse('guard-no-limit', {})
  const centers = means.flatMap((mean) => [...whiten(whitening, mean)])
  // Seven digits, as of the values of the layer.
  const short = (all: ArrayLike<number>) => Array.from(all, (one) => Number(Math.fround(one).toPrecision(7)))
  return { layer, label, width, whitening: short(whitening), centers: short(centers) }
}

/** The score of each encoded row; a higher one is more unusual. */
export function guardScores(what: Guarded, inputs: Encoded, count: number): Promise<Float64Array> {
  return guardScoresOf(networkOf(what), inputs, count)
}

function networkOf({ guard, weights, output }: Guarded): GuardedNetwork {
  const { pipeline, predict, layer } = weights
  const range = async (input: number) => (await rangesOf(weights))[input]
  return { ...{ guard, pipeline, predict, layer, range }, output: pipeline.outputs.indexOf(output) }
}

/**
 * The scores, and their gradients by the inputs. Rounding and smoothing have the gradient of what they read (Athalye and
 * others 2018, "Obfuscated gradients give a false sense of security").
 */
export async function guardGradients(
  what: Guarded,
  inputs: Encoded,
  count: number,
): Promise<{ readonly scores: Float64Array; readonly gradients: readonly Float32Array[] }> {
  const { guard, weights, output } = what
  const at = weights.pipeline.outputs.indexOf(output)
  const back = async (of: Encoded, targets: Float32Array<ArrayBuffer>, layer: string) =>
    (await weights.gradients(of, count, { output: at, number: 'layer', targets }, layer)).gradients
  if (guard.method === 'mahalanobis') {
    const values = await weights.layer(inputs, count, guard.layer)
    const found = Array.from({ length: count }, (_, i) => distanceOf(guard, rowAt(values, count, i)))
    const targets = Float32Array.from(found.flatMap(({ gradient }) => [...gradient]))
    return {
      scores: Float64Array.from(found, ({ score }) => score),
      gradients: await back(inputs, targets, guard.layer),
    }
  }
  const { own, others, width } = await squeezedProbabilities(networkOf(what), guard.bits, inputs, count)
  const end = weights.model.config.output_layers[at]?.[0] as string
  const scores = new Float64Array(count)
  const signs = new Float32Array(count * width)
  // Each row is squeezed in the way that changes it most.
  const most = others[0]?.inputs.map((values) => values.slice()) as Encoded
  own.forEach((row, i) => {
    const changes = others.map(({ rows }) => l1(row, rows[i] as readonly number[]))
    const best = changes.indexOf(Math.max(...changes))
    scores[i] = changes[best] as number
    const other = others[best] as (typeof others)[number]
    most.forEach((values, k) => {
      const size = values.length / count
      values.set((other.inputs[k] as Float32Array).subarray(i * size, (i + 1) * size), i * size)
    })
    // A single unit is the probability of the second class, and 1 minus it that of the first.
    const [first, factor] = width === 1 ? [1, output.signed ? 1 : 2] : [0, 1]
    for (let k = 0; k < width; k++)
      signs[i * width + k] = factor * Math.sign((row[first + k] as number) - (other.rows[i]?.[first + k] as number))
  })
  const [of, ofOther] = [await back(inputs, signs, end), await back(most, signs, end)]
  return { scores, gradients: of.map((values, k) => values.map((value, j) => value - (ofOther[k]?.[j] as number))) }
}
