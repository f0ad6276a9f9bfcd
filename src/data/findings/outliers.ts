/**
 * @file Outliers: finds a few numbers that are far from all others, measured by the median and the spread around it,
 * and numbers that stand in for missing values.
 */
import { rangesOf } from '../edit-steps/row-steps'
import { quantile } from '../profile-statistics/running-stats'
import { isIdentifier, numericValues, sampleRows } from './column-values'
import { defineFinding, type Finding, finding, type Remedy } from './finding'

/**
 * The minimum distance of the farthest outlier from the median, in robust standard deviations. 3.5 is common (Iglewicz
 * and Hoaglin 1993); this larger value tolerates long tails.
 */
const MIN_DEVIATIONS = 8
/** An outlier is at least this many times as far from the median as the farthest other value. */
const MIN_GAP = 3
/** The distance that the farthest other value has at least, in robust standard deviations. */
const MIN_USUAL = 2
/** If more than this share of the rows is far away, the values cannot be a few mistakes. */
const MAX_SHARE = 0.01
/** Numbers that people enter in place of a missing value. */
const STAND_INS = new Set([-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999])
const MAX_STAND_IN_SHARE = 0.4
const MIN_ROWS = 20
/** The maximum number of rows used to compute the usual range. The search for outliers covers all rows. */
const SAMPLE = 50_000

export const outliers = defineFinding({
  codes: ['outliers', 'stand-in-values'],
  *find({ dataset, columns }) {
    const { rows } = dataset.schema
    const findings: Finding[] = []
    for (const column of columns) {
      yield
      const { schema, values } = column
      if (values.type !== 'number' || isIdentifier(column, rows)) continue
      const all = values.values
      const some = sampleRows(rows, SAMPLE)
      const sample = some ? numericValues(column, some) : Float64Array.from(all)
      if (sample.filter((value) => !Number.isNaN(value)).length < MIN_ROWS) continue
      yield
      const { name } = schema
      const standIn = findStandIn(all)
      if (standIn !== undefined) {
        const { value, low, high } = standIn
        const at = rowsWhere(all, (one) => one === value)
        findings.push(
          finding(
            'stand-in-values',
            { column: name, value, count: at.length, from: low, to: high },
            { severity: 'bad', columns: [name], rows: at, remedies: [clearRemedy(name, at)] },
          ),
        )
      }
      yield
      const sorted = sample.filter((value) => !Number.isNaN(value) && value !== standIn?.value).sort()
      const median = quantile(sorted, 0.5)
      const scale = spreadAround(sorted, median)
      if (!(scale > 0)) continue
      const high = outlierBound(all, standIn?.value, median, scale, 1)
      const low = outlierBound(all, standIn?.value, median, scale, -1)
      const at = rowsWhere(all, (value) => value !== standIn?.value && (value > high || value < low))
      if (at.length === 0 || at.length > Math.max(3, MAX_SHARE * rows)) continue
      const far = (row: number) => Math.abs((all[row] as number) - median)
      const worst = at.reduce((a, b) => (far(a) >= far(b) ? a : b))
      const usualRange = { low: quantile(sorted, 0.05), high: quantile(sorted, 0.95), median }
      findings.push(
        finding(
          'outliers',
          { column: name, count: at.length, worst: all[worst] as number, ...usualRange },
          {
            severity: 'warn',
            columns: [name],
            rows: at,
            remedies: [clearRemedy(name, at), { do: 'exclude', rows: rangesOf(at), count: at.length }],
          },
        ),
      )
    }
    return findings
  },
})

type Values = Float32Array | Float64Array

function clearRemedy(column: string, rows: Uint32Array): Remedy {
  return { do: 'clear', column, rows: rangesOf(rows), count: rows.length }
}

function rowsWhere(all: Values, is: (value: number) => boolean): Uint32Array {
  const rows: number[] = []
  for (let row = 0; row < all.length; row++) if (is(all[row] as number)) rows.push(row)
  return Uint32Array.from(rows)
}

/**
 * The spread around the median: the larger of the median absolute deviation and the interquartile range, each scaled to
 * match the standard deviation of a normal distribution.
 */
function spreadAround(sorted: Float64Array, median: number): number {
  const distances = sorted.map((value) => Math.abs(value - median)).sort()
  // Scale the median absolute deviation to match the standard deviation of a normal distribution.
  const mad = 1.4826 * quantile(distances, 0.5)
  return Math.max(mad, (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349)
}

/**
 * Returns the bound beyond which numbers are outliers, above the median or below it depending on `sign`. The bound is
 * the first value that is much farther away than the value before it, if the farthest value is far enough. Infinite if
 * there is no such value, or if too many values are far away to be mistakes.
 */
function outlierBound(all: Values, standIn: number | undefined, median: number, scale: number, sign: 1 | -1): number {
  const none = sign * Number.POSITIVE_INFINITY
  const far: number[] = []
  let before = 0
  for (const value of all) {
    const off = sign * (value - median)
    if (value === standIn || !(off > 0)) continue
    if (off <= MIN_GAP * MIN_USUAL * scale) before = Math.max(before, off)
    else if (far.push(off) > Math.max(3, MAX_SHARE * all.length)) return none
  }
  far.sort((a, b) => a - b)
  if (!((far.at(-1) ?? 0) > MIN_DEVIATIONS * scale)) return none
  for (const off of far) {
    if (off >= MIN_GAP * Math.max(before, MIN_USUAL * scale)) return median + (sign * (before + off)) / 2
    before = off
  }
  return none
}

/**
 * Finds a number that stands in for missing values: a number made of nines, or -1, that is repeated at one end of the
 * values and far from all others. Returns the number and the range of the other values.
 */
function findStandIn(all: Values): { readonly value: number; readonly low: number; readonly high: number } | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of all) {
    if (value < min) min = value
    if (value > max) max = value
  }
  for (const value of [min, max]) {
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
    if (times < 2 || times > MAX_STAND_IN_SHARE * (times + others) || others < 10) continue
    // -1 is a stand-in if all other numbers are zero or more. A number made of nines is a stand-in if its distance from
    // the other numbers is at least as large as their range.
    if (value === -1 && low >= 0 && high > 1) return { value, low, high }
    const off = value < low ? low - value : value - high
    if (high > low && off >= high - low) return { value, low, high }
  }
  return undefined
}
