/**
 * @file The scale of a waterfall chart: a single unit for the times of all stages, and the length of each bar relative
 * to the longest.
 */

export interface WaterfallUnit {
  readonly name: 'ms' | 'µs'
  readonly perMs: number
}

/** If all times are shorter than this, they are shown in microseconds. */
const QUICK_MS = 0.1

/** Milliseconds, or microseconds if every time is below a tenth of a millisecond. */
export function waterfallUnit(times: readonly number[]): WaterfallUnit {
  return Math.max(0, ...times) < QUICK_MS ? { name: 'µs', perMs: 1000 } : { name: 'ms', perMs: 1 }
}

/** The length of a bar as a percentage of the longest bar. */
export function barLength(ms: number, times: readonly number[]): number {
  const longest = Math.max(0, ...times)
  return longest > 0 ? (100 * ms) / longest : 0
}
