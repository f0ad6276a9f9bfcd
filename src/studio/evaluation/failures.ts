/**
 * @file Where a network fails: rows of a set whose label is probably wrong, slices with more errors than the rest, and
 * the tree of conditions that explains errors best.
 */
import { rng, shuffle } from '../../base/rng'
import { runInSlices } from '../../base/yield-to-main'
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import type { Condition } from '../../data/condition'
import { printCondition } from '../../data/condition-text'
import { meanInterval, wilson } from '../../metrics/intervals'
import { labelErrors } from '../../metrics/label-errors'
import {
  type BucketRange,
  type ErrorNode,
  errorTree,
  findWeakSlices,
  type SliceFeature,
} from '../../metrics/weak-slices'
import { predictionsOf } from './prediction-table'
import type { SetPredictions } from './predictions'

/** A row that is confidently predicted as another class than its label. */
export interface SuspectLabel {
  readonly row: number
  readonly actual: string
  readonly suggested: string
  /** The probability of the suggested class. */
  readonly confidence: number
  /** The probability of the label minus the highest of another class. */
  readonly margin: number
}

/**
 * The rows whose label is probably wrong, lowest margin first. Refuses outputs that predict no classes, and rows that
 * all have the same label.
 */
export function labelErrorsOf(predictions: SetPredictions, output?: string, most = 100) {
  const { split, mayBeSeen, isUnseen } = predictions
  const decoded = predictionsOf(predictions, output)
  if (decoded.kind !== 'classes') return refuse('label-errors-no-classes', {})
  const { labels, rows, actual, predicted, probabilities } = decoded
  const [first = 0] = actual
  if (actual.every((one) => one === first)) return refuse('label-errors-one-class', { label: labels[first] ?? '' })
  const { errors, estimated } = labelErrors({ actual, probabilities, classes: labels.length })
  return {
    ...{ split, n: rows.length, found: errors.length, estimated },
    /** How many rows are predicted wrong: where classes overlap, that is the network, and not the label. */
    wrong: actual.filter((one, i) => one !== predicted[i]).length,
    // The network has been fitted to these labels, so it agrees with some of the wrong ones.
    ...(split === 'train' && !isUnseen ? { isInSample: true } : {}),
    ...(mayBeSeen ? { mayBeSeen } : {}),
    rows: errors.slice(0, most).map(
      ({ at, actual: label, suggested, confidence, margin }): SuspectLabel => ({
        ...{ row: rows[at] as number, actual: labels[label] as string, suggested: labels[suggested] as string },
        ...{ confidence, margin },
      }),
    ),
  }
}

export type SuspectLabels = ReturnType<typeof labelErrorsOf>

/** The fewest rows of a slice: rare cases, such as missing values, fail most. Tests are exact for rates, and cautious for ranks. */
const LEAST_ROWS = 8
/** The most rows and columns that slices are looked for in. */
const MOST_ROWS = 50_000
const MOST_COLUMNS = 40
/** Numbers are divided at their quintiles; of categories, the most frequent values are compared. */
const BUCKETS = 5
const MOST_VALUES = 20

/** A column that conditions can use, with the condition of each bucket range. */
interface SlicedColumn extends SliceFeature {
  readonly column: string
  readonly condition: (from: number, to: number) => Condition
}

/** Slices whose rows are wrong more often than all others, or have larger errors. */
export async function weakSlicesOf(predictions: SetPredictions, output?: string, most?: number) {
  const { errors, columns, least, isRate, ...shared } = erroneousRows(predictions, output)
  const found = await runInSlices(findWeakSlices(columns, { errors, isRate }, { least, ...(most ? { most } : {}) }))
  return {
    ...shared,
    ...{ isRate, least },
    slices: found.map(({ conditions, n, mean, rest, p }) => {
      const where = conditionOf(columns, conditions)
      const own = errors.filter((_, i) => isIn(columns, conditions, i))
      return { ...{ where, text: printCondition(where), n, value: mean, rest, p }, ...intervalOf(own, mean, isRate) }
    }),
  }
}

export type WeakSlices = Awaited<ReturnType<typeof weakSlicesOf>>

/** A node of the error tree: `where` has the conditions of all nodes above it, and `text` its own. */
export interface ErrorBranch {
  readonly where: Condition
  readonly text: string
  readonly n: number
  /** The share of wrong rows, or the mean absolute error. */
  readonly value: number
  /** The share of all errors that are in this node. */
  readonly share: number
  /** The worse part first. */
  readonly parts: readonly ErrorBranch[]
}

/** Divides the rows by the conditions that explain best which of them are wrong. */
export function errorTreeOf(predictions: SetPredictions, output?: string, depth?: number) {
  const { errors, columns, least, isRate, ...shared } = erroneousRows(predictions, output)
  const tree = errorTree(columns, { errors, isRate }, { least, ...(depth === undefined ? {} : { depth }) })
  const branch = ({ n, mean, share, split }: ErrorNode, path: readonly Condition[]): ErrorBranch => {
    const parts = split && partsOf(columns, split.range)
    const own = path.at(-1)
    return {
      ...{ where: { all: path }, text: own ? printCondition(own) : '', n, value: mean, share },
      parts: !parts
        ? []
        : [branch(split.inside, [...path, parts.inside]), branch(split.outside, [...path, parts.outside])].sort(
            (a, b) => b.value - a.value,
          ),
    }
  }
  return { ...shared, isRate, tree: branch(tree, []) }
}

export type ErrorTree = ReturnType<typeof errorTreeOf>

/** The errors of the rows of a set by the columns of the data, sampled if there are many rows. */
function erroneousRows(predictions: SetPredictions, output?: string) {
  const { split, ready, pipeline, mayBeSeen } = predictions
  const decoded = predictionsOf(predictions, output)
  const all = Uint32Array.from(decoded.rows.keys())
  const drawn = all.length > MOST_ROWS ? shuffle(all, rng(0, { kind: 'resample', epoch: 5 })) : all
  const places = drawn.subarray(0, MOST_ROWS).sort()
  const rows = places.map((i) => decoded.rows[i] as number)
  const isRate = decoded.kind === 'classes'
  const errors = Float64Array.from(places, (i) => {
    const [actual, predicted] = [decoded.actual[i] as number, decoded.predicted[i] as number]
    return isRate ? Number(actual !== predicted) : Math.abs(actual - predicted)
  })
  const least = Math.max(LEAST_ROWS, Math.ceil(rows.length / 100))
  if (rows.length < 2 * least) return refuse('slices-few-rows', { rows: rows.length, least: 2 * least })
  const targets = new Set(pipeline.outputs.map(({ column }) => column))
  const { schema, columns: values } = ready.dataset
  const columns = schema.columns.flatMap((of, i) => {
    const found = targets.has(of.name) ? undefined : sliced(of, values[i] as Column, rows, least)
    return found ? [found] : []
  })
  if (columns.length === 0) return refuse('slices-no-columns', { dataset: schema.title })
  return {
    ...{ split, n: decoded.rows.length, errors, columns: columns.slice(0, MOST_COLUMNS), least, isRate },
    ...(rows.length < decoded.rows.length ? { sampled: rows.length } : {}),
    ...(mayBeSeen ? { mayBeSeen } : {}),
    value: errors.reduce((sum, error) => sum + error, 0) / errors.length,
  }
}

/** Divides a column of numbers or categories into buckets; undefined for other columns, and for a single value. */
function sliced(of: ColumnSchema, column: Column, rows: Uint32Array, least: number): SlicedColumn | undefined {
  if (of.type === 'category' && column.type === 'category') {
    const counts = new Map<number, number>()
    for (const row of rows) counts.set(column.codes[row] as number, (counts.get(column.codes[row] as number) ?? 0) + 1)
    const frequent = [...counts]
      .filter(([code, count]) => code >= 0 && count >= least)
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST_VALUES)
      .map(([code]) => code)
    if (counts.size < 2 || frequent.length === 0) return undefined
    const bucketOf = new Map([...frequent.map((code, i) => [code, i] as const), [-1, frequent.length] as const])
    return {
      ...{ column: of.name, buckets: frequent.length, isOrdered: false },
      codes: Int16Array.from(rows, (row) => bucketOf.get(column.codes[row] as number) ?? -1),
      condition: (from) =>
        from === frequent.length
          ? { column: of.name, is: 'missing' }
          : { column: of.name, is: '=', value: of.values[frequent[from] as number] as string },
    }
  }
  if (column.type !== 'number') return undefined
  const values = Float64Array.from(rows, (row) => column.values[row] as number)
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  // Conditions compare in the precision of the column.
  const precise = column.values instanceof Float32Array ? Math.fround : Number
  const cuts = cutsOf(known, precise)
  if (cuts.length === 0 && known.length === values.length) return undefined
  const compared = cuts.map(precise)
  const buckets = cuts.length + 1
  return {
    ...{ column: of.name, buckets, isOrdered: true },
    codes: Int16Array.from(values, (value) =>
      Number.isNaN(value) ? buckets : compared.filter((cut) => value >= cut).length,
    ),
    condition: (from, to) => {
      if (from === buckets) return { column: of.name, is: 'missing' }
      const above = from > 0 ? [{ column: of.name, is: '>=', value: cuts[from - 1] as number } as const] : []
      const below = to < buckets - 1 ? [{ column: of.name, is: '<', value: cuts[to] as number } as const] : []
      return allOf([...above, ...below])
    },
  }
}

/** The quintiles of sorted values, with as few digits as keep them apart; between few values, every one. */
function cutsOf(known: Float64Array, precise: (value: number) => number): readonly number[] {
  const distinct = [...new Set(known)]
  const raw =
    distinct.length <= BUCKETS
      ? distinct.slice(1)
      : Array.from({ length: BUCKETS - 1 }, (_, i) => known[Math.floor(((i + 1) * known.length) / BUCKETS)] as number)
  const [first = 0, last = 0] = [known[0], known.at(-1)]
  const apart = (cuts: readonly number[]) =>
    [...new Set(cuts)].filter((cut) => precise(cut) > first && precise(cut) <= last)
  for (let digits = 3; digits <= 8; digits++) {
    const cuts = raw.map((cut) => Number(cut.toPrecision(digits)))
    // A rounded value between few ones must divide them where the value itself does.
    const isSame = distinct.length > BUCKETS || cuts.every((cut, i) => precise(cut) === raw[i])
    if (isSame && apart(cuts).length === apart(raw).length) return apart(cuts)
  }
  return apart(raw)
}

function conditionOf(columns: readonly SlicedColumn[], ranges: readonly BucketRange[]): Condition {
  return allOf(ranges.map(({ feature, from, to }) => (columns[feature] as SlicedColumn).condition(from, to)))
}

/** One condition for several, without groups inside of groups. */
function allOf(conditions: readonly Condition[]): Condition {
  const flat = conditions.flatMap((one) => ('all' in one ? one.all : [one]))
  return flat.length === 1 ? (flat[0] as Condition) : { all: flat }
}

/** The conditions of both sides of a split. */
function partsOf(columns: readonly SlicedColumn[], range: BucketRange) {
  const { codes, buckets, isOrdered, condition } = columns[range.feature] as SlicedColumn
  const inside = condition(range.from, range.to)
  // Without missing values, "x < 3" says the same as "not x >= 3".
  const isPlain = isOrdered && range.from < buckets && Array.from(codes).every((code) => code < buckets)
  return { inside, outside: isPlain ? condition(0, range.from - 1) : ({ not: inside } as const) }
}

function isIn(columns: readonly SlicedColumn[], ranges: readonly BucketRange[], i: number): boolean {
  return ranges.every(({ feature, from, to }) => {
    const code = columns[feature]?.codes[i] as number
    return code >= from && code <= to
  })
}

function intervalOf(errors: Float64Array, mean: number, isRate: boolean) {
  return isRate ? wilson(mean, errors.length) : meanInterval(errors, mean)
}
