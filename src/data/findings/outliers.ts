/** @file Outliers: a few numbers far from all others, measured by the median and the spread around it; and numbers that mean "missing". */
import { quantile } from '../profile-parts/numbers'
import { rangesOf } from '../steps/row-ranges'
import { namesRows, numbersAt, sampleOf } from './column-values'
import { defineFinding, type Finding, finding } from './finding'
import type { Remedy } from './remedy'

/** Robust deviations from the median: 3.5 is usual (Iglewicz and Hoaglin 1993); this is far enough that long tails are not reported. */
const FAR = 8
/** An outlier is at least this many times as far away as the farthest of the other values. */
const APART = 3
/** A larger share of the rows is not a handful of mistakes. */
const FEW = 0.01
/** Numbers that are written for a missing value. */
const STAND_INS = new Set([-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999])
const STANDS_IN_AT_MOST = 0.4
const LEAST_ROWS = 20
/** Rows that the usual range is taken from at most; outliers are looked for among all rows. */
const SAMPLE = 50_000

export const outliers = defineFinding({
  codes: ['outliers', 'stand-in-values'],
  *find({ dataset, columns }) {
    const { rows } = dataset.schema
    const found: Finding[] = []
    for (const column of columns) {
      yield
      const { schema, values } = column
      if (values.type !== 'number' || namesRows(column, rows)) continue
      const all = values.values
      const some = sampleOf(rows, SAMPLE)
      const taken = some ? numbersAt(column, some) : Float64Array.from(all)
      if (taken.filter((value) => !Number.isNaN(value)).length < LEAST_ROWS) continue
      yield
      const { name } = schema
      const standIn = standInOf(all)
      if (standIn !== undefined) {
        const { value, low, high } = standIn
        const at = rowsWhere(all, (one) => one === value)
        found.push(
          finding(
            'stand-in-values',
            { column: name, value, count: at.length, from: low, to: high },
            { severity: 'bad', columns: [name], rows: at, remedies: [clear(name, at)] },
          ),
        )
      }
      yield
      const sorted = taken.filter((value) => !Number.isNaN(value) && value !== standIn?.value).sort()
      const median = quantile(sorted, 0.5)
      const scale = usual(sorted, median)
      if (!(scale > 0)) continue
      const high = edge(all, standIn?.value, median, scale, 1)
      const low = edge(all, standIn?.value, median, scale, -1)
      const at = rowsWhere(all, (value) => value !== standIn?.value && (value > high || value < low))
      if (at.length === 0 || at.length > Math.max(3, FEW * rows)) continue
      const far = (row: number) => Math.abs((all[row] as number) - median)
      const worst = at.reduce((a, b) => (far(a) >= far(b) ? a : b))
      const usualRange = { low: quantile(sorted, 0.05), high: quantile(sorted, 0.95), median }
      found.push(
        finding(
          'outliers',
          { column: name, count: at.length, worst: all[worst] as number, ...usualRange },
          {
            severity: 'warn',
            columns: [name],
            rows: at,
            remedies: [clear(name, at), { do: 'exclude', rows: rangesOf(at), count: at.length }],
          },
        ),
      )
    }
    return found
  },
})

type Values = Float32Array | Float64Array

function clear(column: string, rows: Uint32Array): Remedy {
  return { do: 'clear', column, rows: rangesOf(rows), count: rows.length }
}

function rowsWhere(all: Values, is: (value: number) => boolean): Uint32Array {
  const rows: number[] = []
  for (let row = 0; row < all.length; row++) if (is(all[row] as number)) rows.push(row)
  return Uint32Array.from(rows)
}

/** The spread around the median: the median distance, or the quartiles where half the values are equal; 0 where the quartiles are equal too. */
function usual(sorted: Float64Array, median: number): number {
  const distances = sorted.map((value) => Math.abs(value - median)).sort()
  // Scaled to the deviation of a normal distribution.
  const mad = 1.4826 * quantile(distances, 0.5)
  return Math.max(mad, (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349)
}

/**
 * The value beyond which numbers are outliers, upward or downward by the sign: the first that is far away, and much farther than the
 * one before. Infinite where there is none, or where too many are far away to be mistakes.
 */
function edge(all: Values, standIn: number | undefined, median: number, scale: number, sign: 1 | -1): number {
  const none = sign * Number.POSITIVE_INFINITY
  const far: number[] = []
  let before = 0
  for (const value of all) {
    const off = sign * (value - median)
    if (value === standIn || !(off > 0)) continue
    if (off <= FAR * scale) before = Math.max(before, off)
    else if (far.push(off) > Math.max(3, FEW * all.length)) return none
  }
  for (const off of far.sort((a, b) => a - b)) {
    if (off >= APART * Math.max(before, 2 * scale)) return median + (sign * (before + off)) / 2
    before = off
  }
  return none
}

/** A number of nines, or -1, at one end of the values, repeated and apart from all others; and the range of those others. */
function standInOf(all: Values): { readonly value: number; readonly low: number; readonly high: number } | undefined {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of all) {
    if (value < least) least = value
    if (value > most) most = value
  }
  for (const value of [least, most]) {
    if (!STAND_INS.has(value)) continue
    let [low, high, times, others] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0]
    for (const one of all) {
      if (one === value) times++
      else if (!Number.isNaN(one)) {
        others++
        if (one < low) low = one
        if (one > high) high = one
      }
    }
    if (times < 2 || times > STANDS_IN_AT_MOST * (times + others) || others < 10) continue
    // -1 where all other numbers are zero or more; nines a whole range away.
    if (value === -1 && low >= 0 && high > 1) return { value, low, high }
    const off = value < low ? low - value : value - high
    if (high > low && off >= high - low) return { value, low, high }
  }
  return undefined
}
