/**
 * @file timeSeries: reduces a numeric column, ordered by a time column, for plotting: the mean, lowest and highest
 * value of each interval.
 */
import { sampleRows } from './findings/column-values'

export interface TimePoint {
  /** The first time of the interval in milliseconds since 1970. */
  readonly at: number
  readonly mean: number
  readonly low: number
  readonly high: number
}

export interface TimeSeries {
  readonly points: readonly TimePoint[]
  /** The number of rows used: those with both a time and a number. */
  readonly rows: number
  /** The maximum number of distinct times that are combined into one point; 1 if every time has its own point. */
  readonly timesPerPoint: number
  readonly sampled: boolean
}

/** Larger datasets are sampled, because sorting more rows than this would block the page. */
const MAX_ROWS = 100_000
const MAX_POINTS = 800

/**
 * Reduces the rows to at most `max` points in time order. Rows without a time or a number are skipped, and rows with
 * equal times share a point.
 */
export function timeSeries(times: ArrayLike<number>, values: ArrayLike<number>, max = MAX_POINTS): TimeSeries {
  const some = sampleRows(times.length, MAX_ROWS)
  const all = some ?? Uint32Array.from({ length: times.length }, (_, row) => row)
  const rows = all
    .filter((row) => !Number.isNaN(times[row]) && !Number.isNaN(values[row]))
    .sort((a, b) => (times[a] as number) - (times[b] as number))
  const starts: number[] = []
  rows.forEach((row, i) => {
    if (i === 0 || times[row] !== times[rows[i - 1] as number]) starts.push(i)
  })
  const moments = Math.max(1, Math.ceil(starts.length / max))
  const points: TimePoint[] = []
  for (let i = 0; i < starts.length; i += moments) {
    const [from, to] = [starts[i] as number, starts[i + moments] ?? rows.length]
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const row of rows.subarray(from, to)) {
      const value = values[row] as number
      sum += value
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    points.push({ at: times[rows[from] as number] as number, mean: sum / (to - from), low, high })
  }
  return { points, rows: rows.length, timesPerPoint: moments, sampled: some !== undefined }
}

/** Whether the times never decrease, as in a time series. */
export function isSeries(times: Float64Array): boolean {
  let last = Number.NEGATIVE_INFINITY
  for (const time of times) {
    if (time < last) return false
    if (time > last) last = time
  }
  return last > Number.NEGATIVE_INFINITY
}
