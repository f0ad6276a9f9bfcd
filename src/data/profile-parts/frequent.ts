/**
 * @file Frequent: how often each of many texts comes, in bounded memory: exact while they are few, then the counters of Misra and Gries
 * (1982), which never count too much and miss at most `short` of any; those of parts merge (Agarwal et al. 2012).
 */
import { type DistinctSketch, distinctSketch, estimate, mergeDistinct, scatter, seeHash } from './distinct'

export interface Frequent {
  /** By the text's hash of 52 bits: how often, and a row that has it. */
  readonly counters: Map<number, { count: number; readonly row: number }>
  readonly distinct: DistinctSketch
  /** What a count may be short of. */
  short: number
  readonly most: number
}

/** Counters of nothing; `most` are kept for good. */
export function noFrequent(most = 2 ** 15): Frequent {
  return { counters: new Map(), distinct: distinctSketch(), short: 0, most }
}

const FNV = 0x811c9dc5
const PRIME = 0x01000193

/** Takes in the text at bytes `from` to `to`, of a row. */
export function seeText(all: Frequent, bytes: Uint8Array, from: number, to: number, row: number): void {
  let [a, b] = [FNV, 0x2b992ddf]
  for (let i = from; i < to; i++) {
    a = Math.imul(a ^ (bytes[i] as number), PRIME)
    b = Math.imul(b ^ (bytes[i] as number), 0x5bd1e995) ^ (b >>> 15)
  }
  const [high, low] = [scatter(a), scatter(b ^ (to - from))]
  seeHash(all.distinct, high, low)
  const key = high * 2 ** 20 + (low >>> 12)
  const counter = all.counters.get(key)
  if (counter) counter.count++
  else {
    all.counters.set(key, { count: 1, row })
    if (all.counters.size > 2 * all.most) shorten(all)
  }
}

/** Takes as much from every counter as leaves `most` of them. */
function shorten(all: Frequent): void {
  const counts = Float64Array.from(all.counters.values(), ({ count }) => count).sort()
  const less = counts[counts.length - all.most - 1] ?? 0
  if (less === 0) return
  all.short += less
  for (const [key, counter] of all.counters) {
    counter.count -= less
    if (counter.count <= 0) all.counters.delete(key)
  }
}

/** Takes in what was counted elsewhere. */
export function mergeFrequent(into: Frequent, other: Frequent): void {
  mergeDistinct(into.distinct, other.distinct)
  into.short += other.short
  for (const [key, { count, row }] of other.counters) {
    const counter = into.counters.get(key)
    if (counter) counter.count += count
    else into.counters.set(key, { count, row })
  }
  if (into.counters.size > 2 * into.most) shorten(into)
}

/** The most frequent ones with a row that has each, how many different ones there are, and whether that is estimated. */
export function frequentOf(all: Frequent, top: number) {
  const sorted = [...all.counters.values()].sort((a, b) => b.count - a.count || a.row - b.row)
  return {
    top: sorted.slice(0, top),
    distinct: all.short === 0 ? all.counters.size : Math.max(all.counters.size, estimate(all.distinct)),
    estimated: all.short > 0,
  }
}
