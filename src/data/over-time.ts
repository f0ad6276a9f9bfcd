/** @file overTime: a column of numbers in the order of a time, thinned to what can be drawn: of each stretch of moments the mean, lowest and highest. */
import { sampleOf } from './findings/column-values'

export interface TimePoint {
  /** The first moment of the stretch, ms since 1970. */
  readonly at: number
  readonly mean: number
  readonly low: number
  readonly high: number
}

export interface OverTime {
  readonly points: readonly TimePoint[]
  /** Rows with a time and a number that were looked at. */
  readonly rows: number
  /** Moments in a point at most; 1 where each is drawn. */
  readonly moments: number
  readonly sampled: boolean
}

/** Sorting more would hold up the page. */
const MOST_ROWS = 100_000
const MOST_POINTS = 800

/** Rows without a time or a number are left out; moments keep their rows together. */
export function overTime(times: ArrayLike<number>, values: ArrayLike<number>, most = MOST_POINTS): OverTime {
  const some = sampleOf(times.length, MOST_ROWS)
  const all = some ?? Uint32Array.from({ length: times.length }, (_, row) => row)
  const rows = all
    .filter((row) => !Number.isNaN(times[row]) && !Number.isNaN(values[row]))
    .sort((a, b) => (times[a] as number) - (times[b] as number))
  const begins: number[] = []
  rows.forEach((row, i) => {
    if (i === 0 || times[row] !== times[rows[i - 1] as number]) begins.push(i)
  })
  const moments = Math.max(1, Math.ceil(begins.length / most))
  const points: TimePoint[] = []
  for (let i = 0; i < begins.length; i += moments) {
    const [from, to] = [begins[i] as number, begins[i + moments] ?? rows.length]
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const row of rows.subarray(from, to)) {
      const value = values[row] as number
      sum += value
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    points.push({ at: times[rows[from] as number] as number, mean: sum / (to - from), low, high })
  }
  return { points, rows: rows.length, moments, sampled: some !== undefined }
}

/** Whether moments never go back: rows that stand in the order of their time are a series. */
export function isSeries(times: Float64Array): boolean {
  let last = Number.NEGATIVE_INFINITY
  for (const time of times) {
    if (time < last) return false
    if (time > last) last = time
  }
  return last > Number.NEGATIVE_INFINITY
}
