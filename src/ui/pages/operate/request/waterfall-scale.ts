/** @file Fall: the stages of a request as lines to compare: a unit that fits them all, and each as a part of the longest. */
import { figure } from '../live/log-summary'

export interface FallUnit {
  readonly name: 'ms' | 'µs'
  readonly perMs: number
}

/** Below it microseconds are told: a tenth of a millisecond. */
const QUICK_MS = 0.1

/** Milliseconds; microseconds where every time is below a tenth of one. */
export function fallUnit(times: readonly number[]): FallUnit {
  return Math.max(0, ...times) < QUICK_MS ? { name: 'µs', perMs: 1000 } : { name: 'ms', perMs: 1 }
}

/** A time in a unit, as many digits as tell it. */
export function fallWords(ms: number, { perMs }: FallUnit): string {
  return figure(ms * perMs)
}

/** How long a line is, in percent of the longest. */
export function fallShare(ms: number, times: readonly number[]): number {
  const longest = Math.max(0, ...times)
  return longest > 0 ? (100 * ms) / longest : 0
}
