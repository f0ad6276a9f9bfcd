/**
 * @file Group profiles: statistics of a column for each class and each part of the split, and the column's association
 * with the target.
 */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { isMissing, perRow } from '../column-operations'
import type { Column, Split } from '../dataset'
import { rowOf } from '../paged-columns'
import { mixBits } from './value-counts'

/** Assigns each row to a group, or to -1 if the row is in no group. */
export interface Groups {
  readonly of: Int16Array
  readonly names: readonly string[]
}

export interface GroupProfile {
  readonly rows: number
  readonly missing: number
  /** The mean of numbers or times, of the byte length of text values, or of all numbers in images and arrays. */
  readonly mean?: number
  readonly deviation?: number
  /** For a category, the number of rows with each value, in the schema's order. */
  readonly counts?: readonly number[]
}

/** Groups the rows by their part of the split: train, validation or test. */
export function groupsBySplit(split: Split, rows: number): Groups {
  const of = new Int16Array(rows).fill(-1)
  const names = ['train', 'validation', 'test'] as const
  for (const [i, name] of names.entries()) for (const row of split[name]) of[row] = i
  return { of, names }
}

/** Groups the rows by the target's class; undefined if the target has no classes. */
export function groupsByClass(schema: ColumnSchema | undefined, column: Column | undefined): Groups | undefined {
  return schema?.type === 'category' && column?.type === 'category'
    ? { of: column.codes, names: schema.values }
    : undefined
}

/** Computes, for each group, the number of rows, the number of missing values, and the mean or the category counts. */
export function profileGroups(schema: ColumnSchema, column: Column, groups: Groups): readonly GroupProfile[] {
  const all = groups.names.map(() => ({ rows: 0, missing: 0, n: 0, mean: 0, squares: 0 }))
  const values = schema.type === 'category' ? schema.values.length : 0
  const counts = groups.names.map(() => new Array<number>(values).fill(0))
  const size = perRow(schema)
  for (let row = 0; row < groups.of.length; row++) {
    const at = groups.of[row] as number
    const group = all[at]
    if (!group) continue
    group.rows++
    if (column.type === 'category') {
      const code = column.codes[row] as number
      const into = counts[at] as number[]
      if (code < 0) group.missing++
      else into[code] = (into[code] as number) + 1
      continue
    }
    if (isMissing(column, schema, row)) {
      group.missing++
      continue
    }
    const values = numbersAt(column, row, size)
    for (let i = 0; i < size; i++) {
      const value = values[i] as number
      if (Number.isNaN(value)) continue
      const distance = value - group.mean
      group.mean += distance / ++group.n
      group.squares += distance * (value - group.mean)
    }
  }
  return all.map(({ rows, missing, n, mean, squares }, i) => {
    if (column.type === 'category') return { rows, missing, counts: counts[i] as number[] }
    return n === 0 ? { rows, missing } : { rows, missing, mean, deviation: Math.sqrt(squares / n) }
  })
}

function numbersAt(column: Exclude<Column, { type: 'category' }>, row: number, size: number): ArrayLike<number> {
  if (column.type === 'image' || column.type === 'array') return rowOf(column, size, row)
  if (column.type === 'text') return [(column.ends[row] as number) - (row === 0 ? 0 : (column.ends[row - 1] as number))]
  return [column.values[row] as number]
}

/**
 * Measures the association of a column with the target; undefined if there is no measure for these two column types.
 */
export function associationWithTarget(
  schema: ColumnSchema,
  column: Column,
  targetOf: ColumnSchema | undefined,
  target: Column | undefined,
): Association | undefined {
  if (!targetOf || !target) return undefined
  const [columnNumbers, targetNumbers] = [numericValues(column), numericValues(target)]
  const [values, classes] = [classCount(schema), classCount(targetOf)]
  if (column.type === 'category' && target.type === 'category')
    return cramersV(column.codes, target.codes, values, classes)
  if (column.type === 'category' && targetNumbers) return correlationRatio(column.codes, targetNumbers, values)
  if (target.type === 'category' && columnNumbers) return correlationRatio(target.codes, columnNumbers, classes)
  return columnNumbers && targetNumbers ? correlation(columnNumbers, targetNumbers) : undefined
}

function numericValues(column: Column): ArrayLike<number> | undefined {
  return column.type === 'number' || column.type === 'time' ? column.values : undefined
}

function classCount(schema: ColumnSchema): number {
  return schema.type === 'category' ? schema.values.length : 0
}

export type Association =
  /** For two numeric columns. Spearman's coefficient uses a sample if there are many rows. */
  | { readonly kind: 'correlation'; readonly pearson: number; readonly spearman: number; readonly sampled?: number }
  /** For a category and a numeric column: the correlation ratio η, from 0 to 1. */
  | { readonly kind: 'ratio'; readonly eta: number }
  /** For two categories: the bias-corrected Cramér's V, from 0 to 1. */
  | { readonly kind: 'cramer'; readonly v: number }

/** The approximate maximum number of rows that are ranked to compute Spearman's coefficient. */
const MAX_RANKED = 100_000

/** Computes Pearson's and Spearman's coefficients over the rows in which both columns have a value. */
export function correlation(xs: ArrayLike<number>, ys: ArrayLike<number>): Association {
  let [n, meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (let row = 0; row < xs.length; row++) {
    const [x, y] = [xs[row] as number, ys[row] as number]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    n++
    const [dx, dy] = [x - meanX, y - meanY]
    meanX += dx / n
    meanY += dy / n
    xx += dx * (x - meanX)
    yy += dy * (y - meanY)
    xy += dx * (y - meanY)
  }
  const pearson = n > 1 ? clamp(xy / Math.sqrt(xx * yy)) : Number.NaN
  // Sample rows by their hashed row number. If the classes alternate, taking every nth row would select rows of a
  // single class.
  const below = n > MAX_RANKED ? (2 ** 32 * MAX_RANKED) / n : 2 ** 32
  const [a, b]: [number[], number[]] = [[], []]
  for (let row = 0; row < xs.length; row++) {
    const [x, y] = [xs[row] as number, ys[row] as number]
    if (Number.isNaN(x) || Number.isNaN(y) || mixBits(row) >= below) continue
    a.push(x)
    b.push(y)
  }
  const spearman = a.length > 1 ? product(ranks(Float64Array.from(a)), ranks(Float64Array.from(b))) : Number.NaN
  return { kind: 'correlation', pearson, spearman, ...(n > MAX_RANKED ? { sampled: a.length } : {}) }
}

/** Ranks the values, starting at 1; tied values get the mean of their ranks. */
function ranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort()
  // Returns the end of the run of values equal to the value at index i, and the mean rank of the run. Binary search
  // keeps this fast for long runs.
  const first = (value: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return low
  }
  const rankAt = new Float64Array(sorted.length)
  for (let i = 0; i < sorted.length; ) {
    let next = i + 1
    while (next < sorted.length && sorted[next] === sorted[i]) next++
    rankAt[i] = (i + 1 + next) / 2
    i = next
  }
  return values.map((value) => rankAt[first(value)] as number)
}

function product(a: Float64Array, b: Float64Array): number {
  const n = a.length
  const mean = (n + 1) / 2
  let [aa, bb, ab] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [x, y] = [(a[i] as number) - mean, (b[i] as number) - mean]
    aa += x * x
    bb += y * y
    ab += x * y
  }
  return clamp(ab / Math.sqrt(aa * bb))
}

/** η = √(SS between / SS total) (Fisher 1925). η² is the share of the variance that is explained by the categories. */
export function correlationRatio(codes: ArrayLike<number>, values: ArrayLike<number>, categories: number): Association {
  const n = new Float64Array(categories)
  const means = new Float64Array(categories)
  let [all, mean, total] = [0, 0, 0]
  for (let row = 0; row < codes.length; row++) {
    const [code, value] = [codes[row] as number, values[row] as number]
    if (code < 0 || Number.isNaN(value)) continue
    const distance = value - mean
    mean += distance / ++all
    total += distance * (value - mean)
    n[code] = (n[code] as number) + 1
    means[code] = (means[code] as number) + (value - (means[code] as number)) / (n[code] as number)
  }
  let between = 0
  for (let c = 0; c < categories; c++) between += (n[c] as number) * ((means[c] as number) - mean) ** 2
  return { kind: 'ratio', eta: total > 0 ? Math.sqrt(Math.min(1, between / total)) : Number.NaN }
}

/**
 * The bias-corrected Cramér's V (Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", 2013): subtracts
 * (k-1)(r-1)/(n-1) from φ², and (k-1)²/(n-1) from the number of categories k of each column. Categories without rows
 * are ignored.
 */
export function cramersV(a: ArrayLike<number>, b: ArrayLike<number>, sizeA: number, sizeB: number): Association {
  const table = new Float64Array(sizeA * sizeB)
  const [inA, inB] = [new Float64Array(sizeA), new Float64Array(sizeB)]
  let n = 0
  for (let row = 0; row < a.length; row++) {
    const [i, j] = [a[row] as number, b[row] as number]
    if (i < 0 || j < 0) continue
    n++
    inA[i] = (inA[i] as number) + 1
    inB[j] = (inB[j] as number) + 1
    table[i * sizeB + j] = (table[i * sizeB + j] as number) + 1
  }
  let phi = -1
  for (let i = 0; i < sizeA; i++) {
    for (let j = 0; j < sizeB; j++) {
      const here = table[i * sizeB + j] as number
      if (here > 0) phi += (here * here) / ((inA[i] as number) * (inB[j] as number))
    }
  }
  const [k, r] = [inA.filter(Boolean).length, inB.filter(Boolean).length]
  if (n < 2 || k < 2 || r < 2) return { kind: 'cramer', v: Number.NaN }
  const unbiased = Math.max(0, phi - ((k - 1) * (r - 1)) / (n - 1))
  const min = Math.min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1
  return { kind: 'cramer', v: min > 0 ? Math.min(1, Math.sqrt(unbiased / min)) : 0 }
}

function clamp(r: number): number {
  return Math.max(-1, Math.min(1, r))
}
