/**
 * @file Why not the other class? The smallest change of a row that is found for which the network predicts another
 * class. It starts from rows of the training set that are predicted so, and takes back every change that is not needed
 * (as NICE; Brughmans, Leyman, Martens 2023, Data Mining and Knowledge Discovery 38), so its values are plausible.
 */
import { thresholdsOfRows } from '../../data/group-thresholds'
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { takeRows } from '../../data/column-operations'
import { decidedClass } from '../../data/output-decision'
import { scoresAt } from '../../data/decode-outputs'
import type { Dataset } from '../../data/dataset'
import { columnParts, encode, type Explained, isWindowed, someRows } from './explain'

type Value = number | string | null

export interface Counterfactual {
  readonly method: 'counterfactual'
  /** The class that is predicted for the row, and the class that is looked for. */
  readonly from: string
  readonly class: string
  /** Whether the changed row is predicted as the class; if not, it is the most likely one that was found. */
  readonly reached: boolean
  readonly probability: number
  /** The changed row: the values of the columns that the network reads. */
  readonly row: Readonly<Record<string, Value>>
  readonly changes: readonly { readonly column: string; readonly from: Value; readonly to: Value }[]
  /** The mean over the columns of the change in standard deviations, or of 1 for another category. */
  readonly distance: number
}

/** How many of the nearest rows to start from, and how often the change of a number is halved. */
const STARTS = 10
const HALVINGS = 8

/** The values of the columns that may change, as numbers or category codes. */
type Point = Float64Array

/**
 * Looks for a counterfactual of a row; `wanted` is the class, by default the second most likely one. `locked` columns keep
 * their values. Refuses outputs that predict numbers, networks without such columns, and windows over rows.
 */
export async function counterfactualOf(
  what: Explained,
  row: number,
  {
    wanted,
    locked = [],
    seed,
  }: { readonly wanted?: string | undefined; readonly locked?: readonly string[] | undefined; readonly seed: number },
): Promise<Counterfactual> {
  const { output, weights } = what
  if (output.kind !== 'classes') return refuse('calibrate-no-classes', { output: output.label })
  const { split } = weights.ready
  const free = freeColumns(what, locked)
  const pointAt = (at: number): Point => Float64Array.from(free, ({ values }) => values[at] as number)
  const own = pointAt(row)
  const scales = free.map(({ values, isCategory }) => (isCategory ? 1 : spread(split.train, values)))
  const distance = (point: Point) =>
    free.reduce((sum, { isCategory }, k) => {
      const [a, b] = [own[k] as number, point[k] as number]
      if (Object.is(a, b)) return sum
      return sum + (isCategory || Number.isNaN(a) || Number.isNaN(b) ? 1 : Math.abs(a - b) / (scales[k] as number))
    }, 0) / free.length
  const predict = (points: readonly Point[]) => predictPoints(what, row, free, points)

  const [now] = await predict([own])
  const { predicted, scores } = now as Predicted
  const at = wanted === undefined ? secondBest(scores, predicted) : output.labels.indexOf(wanted)
  if (at < 0) return refuse('evaluate-no-class', { label: wanted ?? '', labels: output.labels })
  const result = (point: Point, of: Predicted): Counterfactual => {
    const changed = free.flatMap((column, k) =>
      Object.is(own[k], point[k])
        ? []
        : [{ column: column.name, from: column.show(own[k] as number), to: column.show(point[k] as number) }],
    )
    return {
      ...{ method: 'counterfactual', from: output.labels[predicted] as string, class: output.labels[at] as string },
      ...{ reached: of.predicted === at, probability: of.scores[at] as number },
      row: Object.fromEntries(free.map((column, k) => [column.name, column.show(point[k] as number)])),
      ...{ changes: changed, distance: distance(point) },
    }
  }
  if (predicted === at) return result(own, now as Predicted)
  const candidates = Array.from(someRows(split.train, seed), pointAt)
  const found = await predict(candidates)
  const starts = candidates.filter((_, i) => found[i]?.predicted === at).sort((a, b) => distance(a) - distance(b))
  if (starts.length === 0) {
    const scoreOf = (i: number) => found[i]?.scores[at] ?? 0
    const best = [...candidates.keys()].reduce((most, i) => (scoreOf(i) > scoreOf(most) ? i : most), 0)
    return result(candidates[best] as Point, found[best] as Predicted)
  }
  const isWanted = async (points: readonly Point[]) => (await predict(points)).map((one) => one.predicted === at)
  const smaller: Point[] = []
  for (const start of starts.slice(0, STARTS)) smaller.push(await shrink(start, own, free, distance, isWanted))
  const nearest = smaller.reduce((best, point) => (distance(point) < distance(best) ? point : best))
  const [last] = await predict([nearest])
  return result(nearest, last as Predicted)
}

/** Takes back as much of the change as possible: whole columns first, then parts of the numbers. */
async function shrink(
  start: Point,
  own: Point,
  free: readonly FreeColumn[],
  distance: (point: Point) => number,
  isWanted: (points: readonly Point[]) => Promise<readonly boolean[]>,
): Promise<Point> {
  let point = start
  for (;;) {
    const reverted = [...point.keys()]
      .filter((k) => !Object.is(point[k], own[k]))
      .map((k) => point.with(k, own[k] as number))
    if (reverted.length < 2) break
    const fits = await isWanted(reverted)
    const [best] = reverted.filter((_, i) => fits[i]).sort((a, b) => distance(a) - distance(b))
    if (!best) break
    point = best
  }
  for (const [k, { isCategory, isWhole }] of free.entries()) {
    const [from, to] = [own[k] as number, point[k] as number]
    if (isCategory || Object.is(from, to) || Number.isNaN(from) || Number.isNaN(to)) continue
    let [near, far] = [0, 1]
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (near + far) / 2
      const value = from + middle * (to - from)
      const next = point.with(k, isWhole ? Math.round(value) : value)
      const [fits] = await isWanted([next])
      if (fits) [far, point] = [middle, next]
      else near = middle
    }
  }
  return point
}

interface FreeColumn {
  readonly name: string
  readonly at: number
  readonly isCategory: boolean
  /** Whether all values of the column are whole numbers. */
  readonly isWhole: boolean
  readonly values: ArrayLike<number>
  show(value: number): Value
}

function freeColumns({ weights }: Explained, locked: readonly string[]): readonly FreeColumn[] {
  const { dataset } = weights.ready
  const names = [...columnParts(weights.pipeline).keys()]
  const windowed = names.find((name) => isWindowed(weights.pipeline, name))
  if (windowed !== undefined) return refuse('explain-window', { column: windowed })
  const free = names.flatMap((name): FreeColumn[] => {
    const at = dataset.schema.columns.findIndex((one) => one.name === name)
    const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
    if (locked.includes(name) || !schema || !column) return []
    if (schema.type === 'category' && column.type === 'category')
      return [
        {
          name,
          at,
          isCategory: true,
          isWhole: true,
          values: column.codes,
          show: (code) => schema.values[code] ?? null,
        },
      ]
    if (column.type !== 'number') return []
    const isWhole = column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))
    return [
      {
        name,
        at,
        isCategory: false,
        isWhole,
        values: column.values,
        show: (value) => (Number.isNaN(value) ? null : value),
      },
    ]
  })
  return free.length > 0 ? free : refuse('explain-no-columns', {})
}

/** The standard deviation of a column over the training rows; 1 for a constant. */
function spread(rows: Uint32Array, values: ArrayLike<number>): number {
  const known = Array.from(rows, (row) => values[row] as number).filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) || 1
}

interface Predicted {
  readonly predicted: number
  readonly scores: readonly number[]
}

/** Predicts copies of a row with other values in its free columns. */
async function predictPoints(
  { weights, output }: Explained,
  row: number,
  free: readonly FreeColumn[],
  points: readonly Point[],
): Promise<readonly Predicted[]> {
  if (output.kind !== 'classes' || points.length === 0) return []
  const { dataset } = weights.ready
  const copies = new Uint32Array(points.length).fill(row)
  const columns = dataset.columns.map((column, at) => {
    const copy = takeRows(column, dataset.schema.columns[at] as Dataset['schema']['columns'][number], copies)
    const k = free.findIndex((one) => one.at === at)
    if (k >= 0 && copy.type === 'number')
      return { ...copy, values: Float64Array.from(points, (point) => point[k] as number) }
    if (k >= 0 && copy.type === 'category')
      return { ...copy, codes: Int16Array.from(points, (point) => point[k] as number) }
    return copy
  })
  const changed: Dataset = { schema: { ...dataset.schema, rows: points.length, testRows: 0 }, columns }
  const inputs = await encode(weights.pipeline, changed, Uint32Array.from(points.keys()))
  const raw = (await weights.predict(inputs, points.length))[weights.pipeline.outputs.indexOf(output)] as Float32Array
  const thresholds = thresholdsOfRows(output, changed, Uint32Array.from(points.keys()))
  return points.map((_, i) => {
    const scores = scoresAt(output, raw, i, raw.length / points.length)
    return { predicted: decidedClass(scores, output.decision, thresholds?.[i]), scores }
  })
}

function secondBest(scores: readonly number[], best: number): number {
  return scores.reduce(
    (most, score, k) => (k !== best && (most < 0 || score > (scores[most] as number)) ? k : most),
    -1,
  )
}
