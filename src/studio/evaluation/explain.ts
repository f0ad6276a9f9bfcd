/**
 * @file Explanations by predicting changed inputs: Shapley values and occlusion of one prediction, and permutation
 * importance and effects of each column. They need predictions only, so they are exact for every network and engine.
 */
import { thresholdsOfRows } from '../../data/group-thresholds'
import { rng, shuffle } from '../../base/rng'
import '../../messages/en/evaluate/curves'
import { Refusal, refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import { numberAt, scoresAt, toTargetUnit } from '../../data/decode-outputs'
import type { Column, Dataset } from '../../data/dataset'
import { decidedClass } from '../../data/output-decision'
import { encodeRaw } from '../../data/encode-raw'
import { encodeRows, encodeTargets } from '../../data/encode-rows'
import { loadPagedRows } from '../../data/paged-columns'
import { type FittedOutput, type Pipeline, sizeOf } from '../../data/pipeline'
import { channelsOf } from '../../data/transforms/channels'
import { finalForm } from '../../data/transforms/step-chain'
import {
  accumulatedEffects,
  binOf,
  exactShapley,
  meanOf,
  MOST_EXACT,
  quantileEdges,
  sampledShapley,
} from '../../metrics/attribution'
import type { AppContext } from '../context'
import { presentLabels, rawInputs } from '../models/decode-prediction'
import { needColumns } from '../models/evaluate'
import type { EvaluatedWeights } from './predictions'
import { outputCalled } from './predictions'

/** One array for each input. */
export type Encoded = Float32Array<ArrayBuffer>[]

/** Where the numbers of a column are in an input: `width` numbers in each of its `places`, `stride` apart. */
interface ColumnPart {
  readonly input: number
  readonly first: number
  readonly width: number
  readonly stride: number
  readonly places: number
}

/** The parts of each column that the network reads, by name, in the order of the inputs. */
export function columnParts({ inputs }: Pipeline): ReadonlyMap<string, readonly ColumnPart[]> {
  const parts = new Map<string, ColumnPart[]>()
  const add = (column: string, part: ColumnPart) => parts.set(column, [...(parts.get(column) ?? []), part])
  inputs.forEach((one, input) => {
    const size = sizeOf(one)
    if (one.kind === 'image') {
      add(one.column, { input, first: 0, width: size, stride: size, places: 1 })
      return
    }
    const stride = channelsOf(one)
    let first = 0
    for (const column of one.columns) {
      const width = channelsOf(finalForm(column))
      add(column.column, { input, first, width, stride, places: size / stride })
      first += width
    }
  })
  return parts
}

/** Whether the network reads a window of earlier values of a column. */
export function isWindowed({ inputs }: Pipeline, name: string): boolean {
  return inputs.some(
    (input) =>
      input.kind === 'columns' &&
      input.columns.some(({ column, steps }) => column === name && steps.some(({ kind }) => kind.endsWith('indow'))),
  )
}

/** Copies the numbers of a column from one encoded row to another. */
function copyColumn(parts: readonly ColumnPart[], from: Encoded, source: number, to: Encoded, target: number): void {
  for (const { input, first, width, stride, places } of parts) {
    const size = stride * places
    const [read, write] = [from[input] as Float32Array, to[input] as Float32Array]
    for (let place = 0; place < places; place++) {
      const at = place * stride + first
      for (let k = 0; k < width; k++) write[target * size + at + k] = read[source * size + at + k] as number
    }
  }
}

/** What is explained: the probability of a class, or the number in the unit of the target. */
export interface Explained {
  readonly weights: EvaluatedWeights
  readonly output: Exclude<FittedOutput, { kind: 'image' | 'sequence' }>
  /** The index of the class; undefined for a number. */
  readonly classIndex?: number
}

/** What to explain. Refuses images and texts as outputs, and an unknown class. */
export function explained(weights: EvaluatedWeights, label?: string, ofClass?: string): Explained {
  const outputs = weights.pipeline.outputs.map((output) => ({ output }))
  const { output } = outputCalled({ outputs }, label)
  if (output.kind === 'image' || output.kind === 'sequence')
    return refuse('evaluate-no-values', { output: output.label })
  if (output.kind === 'number' || ofClass === undefined) return { weights, output }
  const classIndex = output.labels.indexOf(ofClass)
  return classIndex < 0
    ? refuse('evaluate-no-class', { label: ofClass, labels: output.labels })
    : { weights, output, classIndex }
}

/** The scores of encoded rows: of the class, or the predicted number. */
export async function scoresOf(
  { weights, output, classIndex = usualClass(output) }: Explained,
  inputs: Encoded,
  count: number,
): Promise<Float64Array> {
  const head = weights.pipeline.outputs.indexOf(output)
  const raw = (await weights.predict(inputs, count))[head] as Float32Array
  const width = raw.length / count
  return Float64Array.from({ length: count }, (_, row) =>
    output.kind === 'number' ? numberAt(output, raw, row) : (scoresAt(output, raw, row, width)[classIndex] as number),
  )
}

/** The second of two classes, or else the first. */
export function usualClass(output: Explained['output']): number {
  return output.kind === 'classes' && output.labels.length === 2 ? 1 : 0
}

/** Encodes rows, one array for each input. */
export async function encode({ inputs }: Pipeline, dataset: Dataset, rows: Uint32Array): Promise<Encoded> {
  const here = await loadPagedRows(dataset, rows)
  return inputs.map((input) => encodeRows(input, here, rows))
}

/** Encodes a row of the data or, without one, what the input nodes show. */
export async function encodeExample(
  { store }: AppContext,
  { pipeline, ready }: EvaluatedWeights,
  row?: number,
): Promise<Encoded> {
  if (row !== undefined) {
    needColumns(pipeline, ready.dataset)
    return encode(pipeline, ready.dataset, Uint32Array.of(row))
  }
  const state = store.getState()
  const raw = state.trial ? rawInputs(pipeline, state.trial, presentLabels(state)) : undefined
  const encoded = encodeRaw(pipeline, raw ?? refuse('explain-no-example', {}))
  if (!encoded.ok) throw new Refusal(encoded.error)
  return encoded.value.inputs
}

/** The class that is predicted for an encoded row, if the output predicts classes and none was chosen. */
export async function withPredictedClass(what: Explained, inputs: Encoded): Promise<Explained> {
  const { output, classIndex } = what
  if (output.kind === 'number' || classIndex !== undefined) return what
  const scores = await Promise.all(output.labels.map((_, k) => scoresOf({ ...what, classIndex: k }, inputs, 1)))
  const own = scores.map(([score]) => score as number)
  return { ...what, classIndex: decidedClass(own, output.decision) }
}

/** Rows that stand for a feature that is left out, and pairs of orders when there are too many features to be exact. */
const BACKGROUND = 20
const PAIRS = 60
const MOST_FEATURES = 31
/** The most encoded rows to predict at a time. */
const PART = 4096

/**
 * Shapley values of the columns for one row. A coalition's value is the mean prediction over background rows, drawn from
 * the training rows by seed, with the columns of the coalition taken from the row. Refuses more than 31 columns.
 */
export async function shapleyOfRow(what: Explained, own: Encoded, seed: number) {
  const { pipeline, ready } = what.weights
  const parts = [...columnParts(pipeline)]
  const columns = parts.map(([name]) => name)
  if (columns.length > MOST_FEATURES)
    return refuse('explain-many-columns', { columns: columns.length, most: MOST_FEATURES })
  const random = rng(seed, { kind: 'resample', epoch: 0 })
  const drawn = shuffle(ready.split.train.slice(), random).subarray(0, BACKGROUND)
  const background = await encode(pipeline, ready.dataset, drawn)
  const valuesOf = async (coalitions: Uint32Array) => {
    const values = new Float64Array(coalitions.length)
    const most = Math.max(1, Math.floor(PART / drawn.length))
    for (let from = 0; from < coalitions.length; from += most) {
      const part = coalitions.subarray(from, from + most)
      const count = part.length * drawn.length
      const inputs = background.map((all) => {
        const out = new Float32Array(all.length * part.length)
        for (let i = 0; i < part.length; i++) out.set(all, i * all.length)
        return out
      })
      part.forEach((coalition, i) => {
        parts.forEach(([, places], feature) => {
          if (!((coalition >>> feature) & 1)) return
          for (let b = 0; b < drawn.length; b++) copyColumn(places, own, 0, inputs, i * drawn.length + b)
        })
      })
      const scores = await scoresOf(what, inputs, count)
      for (let i = 0; i < part.length; i++) {
        const sum = scores.subarray(i * drawn.length, (i + 1) * drawn.length).reduce((a, b) => a + b, 0)
        values[from + i] = sum / drawn.length
      }
    }
    return values
  }
  const found =
    columns.length <= MOST_EXACT
      ? await exactShapley(columns.length, valuesOf)
      : await sampledShapley(columns.length, valuesOf, { pairs: PAIRS, random })
  return { columns, ...found, background: drawn.length }
}

/** The most rows for importance and effects, drawn by seed, and how often each column is shuffled. */
const MOST_ROWS = 500
const SHUFFLES = 5

/** The rows of a set, or as many as are used of them, in ascending order. */
export function someRows(rows: Uint32Array, seed: number): Uint32Array {
  if (rows.length <= MOST_ROWS) return rows
  return shuffle(rows.slice(), rng(seed, { kind: 'resample', epoch: 1 }))
    .subarray(0, MOST_ROWS)
    .sort()
}

/**
 * How much worse predictions become if a column is shuffled among the rows (Breiman 2001, Machine Learning 45): the drop
 * of the share of correct predictions, or the rise of the mean absolute error, with its 95% interval over the rows.
 */
export async function permutationImportance(what: Explained, all: Uint32Array, seed: number) {
  const { pipeline, ready } = what.weights
  const rows = someRows(all, seed)
  const inputs = await encode(pipeline, ready.dataset, rows)
  const targets = encodeTargets(what.output, await loadPagedRows(ready.dataset, rows), rows)
  const thresholds = thresholdsOfRows(what.output, ready.dataset, rows)
  const known = [...rows.keys()].filter((i) => !Number.isNaN(targets[i] as number))
  const errors = async (encoded: Encoded) => {
    const head = pipeline.outputs.indexOf(what.output)
    const raw = (await what.weights.predict(encoded, rows.length))[head] as Float32Array
    return Float64Array.from(known, (i) =>
      errorOf(what.output, raw, i, targets[i] as number, raw.length / rows.length, thresholds?.[i]),
    )
  }
  const before = await errors(inputs)
  const random = rng(seed, { kind: 'resample', epoch: 2 })
  const parts = [...columnParts(pipeline)]
  const importance = []
  for (const [, places] of parts) {
    const rises = new Float64Array(known.length)
    for (let time = 0; time < SHUFFLES; time++) {
      const from = shuffle(Uint32Array.from(rows.keys()), random)
      const changed = inputs.map((values) => values.slice())
      from.forEach((source, target) => {
        copyColumn(places, inputs, source, changed, target)
      })
      const after = await errors(changed)
      after.forEach((error, i) => {
        rises[i] = (rises[i] as number) + (error - (before[i] as number)) / SHUFFLES
      })
    }
    importance.push(meanOf(rises))
  }
  return { columns: parts.map(([name]) => name), importance, n: known.length }
}

/** 1 for a wrong class, as saved models decide, or the absolute error in the unit of the target. */
function errorOf(
  output: Explained['output'],
  raw: Float32Array,
  row: number,
  target: number,
  width: number,
  threshold: number | undefined,
): number {
  if (output.kind === 'number') return Math.abs(numberAt(output, raw, row) - toTargetUnit(output, target))
  const scores = scoresAt(output, raw, row, width)
  return Number(decidedClass(scores, output.decision, threshold) !== target)
}

const GRID = 20
const MOST_CATEGORIES = 50

/**
 * The prediction as a function of one column, over the rows: each row's (`ice`), their mean (`pdp`; Friedman 2001,
 * Annals of Statistics 29), or accumulated local effects (`ale`), which only move a row within its own bin. Refuses a
 * column that is neither a number nor a category, and a category for `ale`, which has no order.
 */
export async function effectOf(
  what: Explained,
  method: 'pdp' | 'ice' | 'ale',
  name: string,
  all: Uint32Array,
  seed: number,
) {
  const { pipeline, ready } = what.weights
  const { dataset } = ready
  const at = columnIndex(dataset.schema, name)
  const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
  const columns = [...columnParts(pipeline).keys()]
  if (!schema || !column || !columns.includes(name)) return refuse('explain-no-column', { column: name, columns })
  if (isWindowed(pipeline, name)) return refuse('explain-window', { column: name })
  const rows = someRows(all, seed)
  const predictWith = async (values: (row: number, i: number) => number) => {
    const changed = withValues(dataset, at, rows, values)
    return scoresOf(what, await encode(pipeline, changed, rows), rows.length)
  }
  if (method === 'ale') {
    if (column.type !== 'number') return refuse('explain-no-order', { column: name })
    const own = Float64Array.from(rows, (row) => column.values[row] as number)
    const edges = quantileEdges(own, GRID)
    const edgeOf = (i: number, side: 0 | 1) => edges[Math.max(0, binOf(own[i] as number, edges)) + side] as number
    const below = await predictWith((_, i) => edgeOf(i, 0))
    const above = await predictWith((_, i) => edgeOf(i, 1))
    return { column: name, grid: edges, values: [...accumulatedEffects(own, edges, { below, above })], n: rows.length }
  }
  const grid = gridOf(schema, column, rows) ?? refuse('explain-no-order', { column: name })
  const curves: Float64Array[] = []
  for (const { value } of grid) curves.push(await predictWith(() => value))
  const shared = { column: name, grid: grid.map(({ title }) => title), n: rows.length }
  return method === 'ice'
    ? { ...shared, values: Array.from(rows, (_, i) => curves.map((curve) => curve[i] as number)) }
    : { ...shared, values: curves.map((curve) => meanOf(curve).value) }
}

/** The values of a column to predict with: quantiles of a number, or all categories. */
function gridOf(schema: Dataset['schema']['columns'][number], column: Column, rows: Uint32Array) {
  if (column.type === 'number')
    return quantileEdges(
      Float64Array.from(rows, (row) => column.values[row] as number),
      GRID,
    ).map((value) => ({ value, title: value as number | string }))
  if (schema.type !== 'category' || schema.values.length > MOST_CATEGORIES) return undefined
  return schema.values.map((title, value) => ({ value, title: title as number | string }))
}

/** The dataset with other values of a number or a category in these rows. */
function withValues(
  dataset: Dataset,
  at: number,
  rows: Uint32Array,
  values: (row: number, i: number) => number,
): Dataset {
  const column = dataset.columns[at]
  if (column?.type !== 'number' && column?.type !== 'category') return dataset
  const changed =
    column.type === 'number'
      ? { ...column, values: Float64Array.from(column.values) }
      : { ...column, codes: column.codes.slice() }
  const target = 'values' in changed ? changed.values : changed.codes
  rows.forEach((row, i) => {
    target[row] = values(row, i)
  })
  return { ...dataset, columns: dataset.columns.with(at, changed) }
}
