/** @file The scale of a waterfall: one unit for the times of all stages, and each bar as a share of the longest. */

export interface FallUnit {
  readonly name: 'ms' | 'µs'
  readonly perMs: number
}

/** Shorter times are shown in microseconds. */
const QUICK_MS = 0.1

/** Milliseconds, or microseconds where every time is below a tenth of a millisecond. */
export function fallUnit(times: readonly number[]): FallUnit {
  return Math.max(0, ...times) < QUICK_MS ? { name: 'µs', perMs: 1000 } : { name: 'ms', perMs: 1 }
}

/** The length of a bar in percent of the longest. */
export function fallShare(ms: number, times: readonly number[]): number {
  const longest = Math.max(0, ...times)
  return longest > 0 ? (100 * ms) / longest : 0
}
