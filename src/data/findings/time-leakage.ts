/**
 * @file Time leakage: finds validation or test rows that lie between training rows in time, if rows close in time are
 * similar. Similarity is tested as it is for groups, using time intervals of ten rows or more. If the table has several
 * series, such as the sales of several stores, the target is also tested within each of them.
 */
import { mixBits } from '../profile-statistics/value-counts'
import { keysOf } from '../row-keys'
import { isIdentifier } from './column-values'
import { type ColumnData, defineFinding, type Finding, finding, type ReportInput } from './finding'
import { groupSimilarity } from './group-similarity'

/**
 * The minimum number of rows per interval, and the minimum number of distinct times. With fewer distinct times, the
 * times are categories, such as years.
 */
const INTERVAL_ROWS = 10
const MIN_TIMES = 20
const ALPHA = 0.001
const MIN_SIMILARITY = 0.1
/**
 * The minimum share of evaluation rows that lie between training rows. A smaller share occurs only at the border
 * between two parts.
 */
const MIN_BETWEEN = 0.1
const SAMPLE = 20_000

export const timeLeakage = defineFinding({
  codes: ['time-across-parts'],
  *find(input) {
    const { columns, target, features, split, dataset } = input
    const findings: Finding[] = []
    for (const { schema, values } of columns) {
      yield
      if (values.type !== 'time' || schema === target?.schema) continue
      const between = rowsBetween(input, values.values)
      if (between.rows.length < MIN_BETWEEN * between.all || between.rows.length === 0) continue
      const stretches = timeIntervals(values.values)
      if (!stretches) continue
      const others = [...(target ? [target] : []), ...features].filter(
        (other) => other.values.type !== 'time' && !isIdentifier(other, dataset.schema.rows),
      )
      let best: { readonly column: string; readonly share: number; readonly within?: string } | undefined
      for (const other of others) {
        yield
        const similarity = groupSimilarity(other, stretches.rows, stretches.of)
        if (!similarity || similarity.share < MIN_SIMILARITY || similarity.p >= ALPHA / others.length) continue
        if (!best || similarity.share > best.share) best = { column: other.schema.name, share: similarity.share }
        if (other === target) break
      }
      if (target && best?.column !== target.schema.name) {
        yield
        best = similarWithinSeries(input, target, values.values) ?? best
      }
      if (!best) continue
      const { name } = schema
      findings.push(
        finding(
          'time-across-parts',
          { column: name, rows: between.rows.length, all: between.all, alike: best },
          {
            // If only the features are similar, the metric is less likely to be inflated than if the target is similar.
            severity: best.column === target?.schema.name ? 'warn' : 'note',
            columns: [name],
            rows: between.rows,
            sampled: stretches.rows.length < split.train.length ? stretches.rows.length : undefined,
            remedies: [{ do: 'split', by: 'time', column: name }],
          },
        ),
      )
    }
    return findings
  },
})

/**
 * Returns the validation and test rows that have training rows both before and after them, in ascending order, and the
 * total number of validation and test rows.
 */
function rowsBetween(
  { split }: ReportInput,
  times: Float64Array,
): { readonly rows: Uint32Array; readonly all: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of split.train) {
    // Any comparison with NaN, which marks a missing time, is false.
    if ((times[row] as number) < first) first = times[row] as number
    if ((times[row] as number) > last) last = times[row] as number
  }
  const evaluated = Uint32Array.from([...split.validation, ...split.test]).sort()
  const rows = evaluated.filter((row) => (times[row] as number) > first && (times[row] as number) < last)
  return { rows, all: evaluated.length }
}

/**
 * Divides rows into time intervals, keeping equal times together, and returns the interval of each row. It uses a
 * sample if there are many rows, and returns undefined if there are few distinct times.
 */
function timeIntervals(times: Float64Array): { readonly rows: Uint32Array; readonly of: Int32Array } | undefined {
  const sorted = times.filter((time) => !Number.isNaN(time)).sort()
  const starts: number[] = []
  let [moments, from] = [0, 0]
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue
    moments++
    if (i > 0 && i - from < INTERVAL_ROWS) continue
    starts.push(sorted[i] as number)
    from = i
  }
  if (moments < MIN_TIMES) return undefined
  const share = Math.min(1, SAMPLE / sorted.length)
  // Sample complete intervals if there are many of them, otherwise sample some rows from each interval.
  const whole = starts.length * share >= SAMPLE / (10 * INTERVAL_ROWS)
  const [rows, of]: [number[], number[]] = [[], []]
  times.forEach((time, row) => {
    if (Number.isNaN(time)) return
    const at = lastAt(starts, time)
    if (mixBits(whole ? at : row) >= 2 ** 32 * share) return
    rows.push(row)
    of.push(at)
  })
  return { rows: Uint32Array.from(rows), of: Int32Array.from(of) }
}

/** The columns that tell several series apart have at most this many values. */
const MAX_SERIES = 200
/** The minimum share of rows that such a column must tell apart from the other rows of the same time. */
const MIN_APART = 0.95

/**
 * How similar neighboring rows of the same series are in the target, if one column tells the series apart: each of its
 * values occurs at most once at any time. The mean of each series is subtracted, so that only time remains.
 */
function similarWithinSeries(
  { dataset, columns }: ReportInput,
  target: ColumnData,
  times: Float64Array,
): { readonly column: string; readonly share: number; readonly within: string } | undefined {
  const { values, schema } = target
  if (values.type !== 'number' || new Set(times).size * 2 > times.length) return undefined
  for (const column of columns) {
    if (column === target || (column.values.type !== 'category' && column.values.type !== 'number')) continue
    const keys = keysOf(dataset, column.schema.name)?.keys
    if (!keys || !areSeries(keys, times)) continue
    const { rows, of, centered } = seriesIntervals(keys, times, values.values)
    const similarity = groupSimilarity({ schema, values: { type: 'number', values: centered } }, rows, of)
    if (similarity && similarity.share >= MIN_SIMILARITY && similarity.p < ALPHA)
      return { column: schema.name, share: similarity.share, within: column.schema.name }
  }
  return undefined
}

function areSeries(keys: Int32Array, times: Float64Array): boolean {
  const seen = new Set<string>()
  const series = new Set<number>()
  for (const [row, key] of keys.entries()) {
    if (key < 0 || Number.isNaN(times[row] as number)) continue
    series.add(key)
    seen.add(`${key} ${times[row]}`)
    if (series.size > MAX_SERIES) return false
  }
  return series.size > 1 && seen.size >= MIN_APART * keys.length
}

/** Divides each series into intervals of INTERVAL_ROWS rows, and subtracts its mean from the values. */
function seriesIntervals(keys: Int32Array, times: Float64Array, values: Float32Array | Float64Array) {
  const bySeries = new Map<number, number[]>()
  for (const [row, key] of keys.entries()) {
    if (key < 0 || Number.isNaN(times[row] as number) || Number.isNaN(values[row] as number)) continue
    const own = bySeries.get(key)
    if (own) own.push(row)
    else bySeries.set(key, [row])
  }
  const centered = new Float64Array(values.length)
  const [rows, of]: [number[], number[]] = [[], []]
  let interval = 0
  for (const own of bySeries.values()) {
    if (rows.length >= SAMPLE) break
    own.sort((a, b) => (times[a] as number) - (times[b] as number))
    const mean = own.reduce((sum, row) => sum + (values[row] as number), 0) / own.length
    for (const [i, row] of own.entries()) {
      centered[row] = (values[row] as number) - mean
      rows.push(row)
      of.push(interval + Math.floor(i / INTERVAL_ROWS))
    }
    interval += Math.ceil(own.length / INTERVAL_ROWS)
  }
  return { rows: Uint32Array.from(rows), of: Int32Array.from(of), centered }
}

/** Returns the index of the last start that is not greater than `time`. */
function lastAt(starts: readonly number[], time: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
