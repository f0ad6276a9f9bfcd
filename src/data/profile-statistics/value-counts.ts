/**
 * @file Counts of values in bounded memory: the number of distinct values, estimated using HyperLogLog (Flajolet, Fusy,
 * Gandouet and Meunier 2007) with 4,096 registers, a standard error of 1.6%, and linear counting for small counts; and
 * the most frequent texts.
 */

const BITS = 12
const REGISTERS = 1 << BITS

export interface DistinctSketch {
  readonly registers: Uint8Array
}

/** Creates an empty sketch. */
export function distinctSketch(): DistinctSketch {
  return { registers: new Uint8Array(REGISTERS) }
}

/** Adds a value to the sketch, given two 32-bit hashes of the value. */
export function addHash({ registers }: DistinctSketch, high: number, low: number): void {
  const register = high >>> (32 - BITS)
  // The bits that follow those used to select the register: 20 bits of `high` and 32 bits of `low`.
  const rest = (high << BITS) >>> 0
  const rank = rest !== 0 ? Math.clz32(rest) + 1 : 32 - BITS + Math.clz32(low) + 1
  if (rank > (registers[register] as number)) registers[register] = rank
}

/** Estimates the number of distinct values. */
export function estimateDistinct({ registers }: DistinctSketch): number {
  let sum = 0
  let empty = 0
  for (const rank of registers) {
    sum += 2 ** -rank
    if (rank === 0) empty++
  }
  const raw = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / sum
  const small = raw <= 2.5 * REGISTERS && empty > 0
  return Math.round(small ? REGISTERS * Math.log(REGISTERS / empty) : raw)
}

/** Mixes the bits of a 32-bit integer with the finalizer of MurmurHash3 (Appleby). */
export function mixBits(word: number): number {
  let h = word | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)

/** Hashes a number and adds it to the sketch. */
export function addNumber(sketch: DistinctSketch, value: number): void {
  double[0] = value === 0 ? 0 : value
  const [low = 0, high = 0] = words
  addHash(sketch, mixBits(high ^ mixBits(low)), mixBits(low ^ mixBits(high ^ 0x9e3779b9)))
}

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
