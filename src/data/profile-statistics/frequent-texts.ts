/**
 * @file Frequent texts: finds the most frequent text values in bounded memory. Counts are exact while there are few
 * distinct values. After that, the Misra-Gries counters (1982) never overcount, and they undercount by at most `short`.
 * Counters of separate parts of the data can be merged (Agarwal et al. 2012).
 */
import { type DistinctSketch, distinctSketch, estimateDistinct, mixBits, addHash } from './distinct-count'

export interface TextCounts {
  /** For each text value, keyed by its 52-bit hash: its count, and a row that contains the text. */
  readonly counters: Map<number, { count: number; readonly row: number }>
  readonly distinct: DistinctSketch
  /** The maximum amount by which a count may be too low. */
  short: number
  readonly most: number
}

/** Creates empty counters; at most `max` counters are kept. */
export function emptyTextCounts(max = 2 ** 15): TextCounts {
  return { counters: new Map(), distinct: distinctSketch(), short: 0, most: max }
}

const FNV = 0x811c9dc5
const PRIME = 0x01000193

/** Counts one row's text, given as the bytes from `from` to `to`. */
export function addText(all: TextCounts, bytes: Uint8Array, from: number, to: number, row: number): void {
  let [a, b] = [FNV, 0x2b992ddf]
  for (let i = from; i < to; i++) {
    a = Math.imul(a ^ (bytes[i] as number), PRIME)
    b = Math.imul(b ^ (bytes[i] as number), 0x5bd1e995) ^ (b >>> 15)
  }
  const [high, low] = [mixBits(a), mixBits(b ^ (to - from))]
  addHash(all.distinct, high, low)
  const key = high * 2 ** 20 + (low >>> 12)
  const counter = all.counters.get(key)
  if (counter) counter.count++
  else {
    all.counters.set(key, { count: 1, row })
    if (all.counters.size > 2 * all.most) shorten(all)
  }
}

/** Subtracts the same amount from every counter, so that at most `most` counters remain above 0. */
function shorten(all: TextCounts): void {
  const counts = Float64Array.from(all.counters.values(), ({ count }) => count).sort()
  const less = counts[counts.length - all.most - 1] ?? 0
  if (less === 0) return
  all.short += less
  for (const [key, counter] of all.counters) {
    counter.count -= less
    if (counter.count <= 0) all.counters.delete(key)
  }
}

/**
 * Returns the most frequent texts with an example row for each, the number of distinct texts, and whether these numbers
 * are estimates.
 */
export function topTexts(all: TextCounts, top: number) {
  const sorted = [...all.counters.values()].sort((a, b) => b.count - a.count || a.row - b.row)
  return {
    top: sorted.slice(0, top),
    distinct: all.short === 0 ? all.counters.size : Math.max(all.counters.size, estimateDistinct(all.distinct)),
    estimated: all.short > 0,
  }
}
