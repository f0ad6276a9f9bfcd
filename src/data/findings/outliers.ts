/** @file Outliers: a few numbers far from all others, by the median and what is usual around it; and numbers that stand for "none". */
import { quantile } from '../profile-parts/numbers'
import { rangesOf } from '../steps/row-ranges'
import { namesRows, shown } from './column-values'
import { defineFinding, type Finding, finding } from './finding'
import type { Remedy } from './remedy'

/** Robust deviations from the median: 3.5 is usual (Iglewicz and Hoaglin 1993); this far off, long tails are not meant. */
const FAR = 8
/** What lies outside has to be this many times as far off as the farthest of the rest. */
const APART = 3
/** More than this part of the rows is no handful of mistakes. */
const FEW = 0.01
/** Numbers written where there is none. */
const STAND_INS = new Set([-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999])
const STANDS_IN_AT_MOST = 0.4

export const outliers = defineFinding({
  codes: ['outliers', 'stand-in-values'],
  *find({ dataset, columns }) {
    const { rows } = dataset.schema
    const found: Finding[] = []
    for (const column of columns) {
      yield
      const { schema, values } = column
      if (values.type !== 'number' || namesRows(column, rows)) continue
      const all = Float64Array.from(values.values)
      const sorted = all.filter((value) => !Number.isNaN(value)).sort()
      if (sorted.length < 20) continue
      yield
      const { name } = schema
      const standIn = standInOf(sorted)
      const without = standIn === undefined ? sorted : sorted.filter((value) => value !== standIn)
      if (standIn !== undefined) {
        const at = rowsWhere(all, (value) => value === standIn)
        found.push(
          finding(
            'stand-in-values',
            {
              column: name,
              value: shown(standIn),
              count: at.length,
              from: shown(without[0] as number),
              to: shown(without.at(-1) as number),
            },
            { severity: 'bad', columns: [name], rows: at, remedies: [clear(name, at)] },
          ),
        )
      }
      const [low, high] = limits(without)
      const at = rowsWhere(all, (value) => value !== standIn && (value < low || value > high))
      if (at.length === 0 || at.length > Math.max(3, FEW * sorted.length)) continue
      const worst = at.reduce((a, b) => (distance(all, a, without) >= distance(all, b, without) ? a : b))
      found.push(
        finding(
          'outliers',
          {
            column: name,
            count: at.length,
            worst: shown(all[worst] as number),
            median: shown(quantile(without, 0.5)),
            low: shown(quantile(without, 0.05)),
            high: shown(quantile(without, 0.95)),
          },
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

function clear(column: string, rows: Uint32Array): Remedy {
  return { do: 'clear', column, rows: rangesOf(rows), count: rows.length }
}

function distance(all: Float64Array, row: number, sorted: Float64Array): number {
  return Math.abs((all[row] as number) - quantile(sorted, 0.5))
}

function rowsWhere(all: Float64Array, is: (value: number) => boolean): Uint32Array {
  return Uint32Array.from(all.keys()).filter((row) => is(all[row] as number))
}

/** What is usual around the median: the median distance, or where half the values are one, the quartiles; 0 where even those are. */
function usual(sorted: Float64Array, median: number): number {
  const distances = sorted.map((value) => Math.abs(value - median)).sort()
  // Scaled to the deviation of a normal distribution.
  const mad = 1.4826 * quantile(distances, 0.5)
  return Math.max(mad, (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349)
}

/** The values within which nothing is an outlier. */
function limits(sorted: Float64Array): [number, number] {
  const median = quantile(sorted, 0.5)
  const scale = usual(sorted, median)
  const none: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  if (!(scale > 0)) return none
  const [low, high] = none
  return [-edge(sorted.map((value) => -value).reverse(), -median, scale) || low, edge(sorted, median, scale) || high]
}

/** From where on upwards values are outliers: the first that is far off, and much farther than the one before; Infinity where none is. */
function edge(sorted: Float64Array, median: number, scale: number): number {
  const from = Math.floor(sorted.length * (1 - FEW)) - 3
  for (let i = Math.max(1, from); i < sorted.length; i++) {
    const [before, value] = [(sorted[i - 1] as number) - median, (sorted[i] as number) - median]
    if (value > FAR * scale && value >= APART * Math.max(before, 2 * scale)) return median + (before + value) / 2
  }
  return Number.POSITIVE_INFINITY
}

/** A number of nines, or -1, at the end of the values, there several times and apart from all others. */
function standInOf(sorted: Float64Array): number | undefined {
  for (const value of [sorted[0], sorted.at(-1)] as number[]) {
    if (!STAND_INS.has(value)) continue
    const others = sorted.filter((one) => one !== value)
    const times = sorted.length - others.length
    if (times < 2 || times > STANDS_IN_AT_MOST * sorted.length || others.length < 10) continue
    const [low, high] = [others[0] as number, others.at(-1) as number]
    // -1 beside numbers that are all zero and more; nines a whole range away.
    if (value === -1 && low >= 0 && others.some((one) => one > 1)) return value
    const off = value < low ? low - value : value - high
    if (off >= high - low && high > low) return value
  }
  return undefined
}
