/**
 * @file Threefry-2x32: a counter-based generator (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC
 * 2011). A draw is a pure function of (seed, stream, counter), so a run can stop and resume anywhere, and any device
 * can reproduce it using only 32-bit additions, rotations and exclusive-ors.
 */
import { cosTurn, log, sinTurn } from './exact-math'

/**
 * Computes two 32-bit words from key (k0, k1) and counter (c0, c1) in 20 rounds; written to out[at] and out[at + 1].
 * Rounds with constant rotations take half the time of a loop over a table of them.
 */
export function threefry(k0: number, k1: number, c0: number, c1: number, out: Uint32Array, at = 0): void {
  let first = k1 | 0
  let second = (0x1bd11bda ^ k0 ^ k1) | 0
  let third = k0 | 0
  let x = (c0 + k0) | 0
  let y = (c1 + k1) | 0
  for (let block = 1; block <= 5; block++) {
    if ((block & 1) === 1) {
      x = (x + y) | 0
      y = ((y << 13) | (y >>> 19)) ^ x
      x = (x + y) | 0
      y = ((y << 15) | (y >>> 17)) ^ x
      x = (x + y) | 0
      y = ((y << 26) | (y >>> 6)) ^ x
      x = (x + y) | 0
      y = ((y << 6) | (y >>> 26)) ^ x
    } else {
      x = (x + y) | 0
      y = ((y << 17) | (y >>> 15)) ^ x
      x = (x + y) | 0
      y = ((y << 29) | (y >>> 3)) ^ x
      x = (x + y) | 0
      y = ((y << 16) | (y >>> 16)) ^ x
      x = (x + y) | 0
      y = ((y << 24) | (y >>> 8)) ^ x
    }
    // After each block, add two of the three keys in turn, and the block number to the second word.
    x = (x + first) | 0
    y = (y + second + block) | 0
    const used = first
    first = second
    second = third
    third = used
  }
  out[at] = x
  out[at + 1] = y
}

/**
 * The purpose of the random numbers. Each purpose has its own stream, so that the same seed yields different numbers
 * for each purpose.
 */
export type Stream =
  | { readonly kind: 'split' }
  | { readonly kind: 'generate' }
  | { readonly kind: 'shuffle'; readonly epoch: number }
  | { readonly kind: 'resample'; readonly epoch: number }
  | { readonly kind: 'weights'; readonly index: number }
  | { readonly kind: 'mask'; readonly layer: number; readonly step: number }
  /** `at` is the index of the draw within the training step. */
  | { readonly kind: 'augment'; readonly at: number; readonly step: number }
  /**
   * Events in one cell (a fixed span of virtual time) of a simulated world. Cells before 1970 have negative numbers.
   */
  | { readonly kind: 'world'; readonly world: number; readonly cell: number }
  /** Requests that arrive at a service within one virtual minute. `source` is the index of the request source. */
  | { readonly kind: 'arrivals'; readonly source: number; readonly minute: number }

/** The second word of the generator's key for a stream; the first word is the seed. */
function key(stream: Stream): number {
  switch (stream.kind) {
    case 'split':
      return 0x01000000
    case 'generate':
      return 0x02000000
    case 'shuffle':
      return 0x03000000
    case 'weights':
      return 0x04000000 + stream.index
    case 'mask':
      return 0x05000000 + stream.layer
    case 'augment':
      return 0x06000000 + stream.at
    case 'resample':
      return 0x07000000
    case 'world':
      return 0x07000000 + stream.world
    case 'arrivals':
      return 0x08000000 + stream.source
  }
}

/** The high word of the counter: the stream's epoch, step, cell or minute, if it has one. */
function high(stream: Stream): number {
  switch (stream.kind) {
    case 'shuffle':
    case 'resample':
      return stream.epoch
    case 'mask':
    case 'augment':
      return stream.step
    case 'world':
      return stream.cell | 0
    case 'arrivals':
      return stream.minute
    default:
      return 0
  }
}

/**
 * A sequence of draws. `next` returns an unsigned 32-bit word, `uniform` a number in [0, 1) with 32 random bits, and
 * `normal` a draw from the standard normal distribution.
 */
export interface Rng {
  next(): number
  uniform(): number
  normal(): number
  /** A uniformly distributed integer in [0, n), without modulo bias. */
  below(n: number): number
}

/** Creates the generator for a seed and a stream. Every seed is valid, including 0. */
export function rng(seed: number, stream: Stream): Rng {
  const k0 = seed | 0
  const k1 = key(stream)
  const c1 = high(stream)
  const pair = new Uint32Array(2)
  let counter = 0
  let hasSpareWord = false
  let spareNormal = Number.NaN

  function next(): number {
    if (hasSpareWord) {
      hasSpareWord = false
      return pair[1] as number
    }
    threefry(k0, k1, counter++, c1, pair)
    hasSpareWord = true
    return pair[0] as number
  }
  function uniform(): number {
    return next() / 4294967296
  }
  function normal(): number {
    if (!Number.isNaN(spareNormal)) {
      const value = spareNormal
      spareNormal = Number.NaN
      return value
    }
    // Box–Muller transform. 1 - u is never 0, so the logarithm is finite.
    const radius = Math.sqrt(-2 * log(1 - uniform()))
    const turn = uniform()
    spareNormal = radius * sinTurn(turn)
    return radius * cosTurn(turn)
  }
  function below(n: number): number {
    for (;;) {
      const word = next()
      // Words from the last, incomplete range of n words are rejected. Most words are far below it: a remainder of
      // numbers beyond 32 bits takes longer than the draw.
      if (word < 4294967296 - n || word < 4294967296 - (4294967296 % n)) return (word >>> 0) % (n >>> 0)
    }
  }
  return { next, uniform, normal, below }
}

/**
 * Shuffles in place (Fisher–Yates), from the last item to the first. With `from` and `to`, a long shuffle can be split
 * into slices.
 */
export function shuffle<T extends Uint32Array | Int32Array | number[]>(
  items: T,
  random: Rng,
  from = items.length - 1,
  to = 0,
): T {
  for (let i = from; i > to; i--) {
    const j = random.below(i + 1)
    const item = items[i] as number
    items[i] = items[j] as number
    items[j] = item
  }
  return items
}

/** The constants of a dropout mask that do not depend on the seed or the step. */
export interface MaskRule {
  /** The second word of the generator's key. */
  readonly key: number
  /** A position is dropped if its 16 random bits are below this value. */
  readonly dropBelow: number
  /** The mask value of a position that is not dropped, 1 / (1 - rate). */
  readonly scale: number
}

/** The mask constants of a layer, for 0 <= rate < 1. */
export function maskRule(rate: number, layer: number): MaskRule {
  return {
    key: key({ kind: 'mask', layer, step: 0 }),
    dropBelow: Math.round(rate * 65536),
    scale: 1 / (1 - rate),
  }
}

/**
 * Fills a dropout mask: 0 at dropped positions, 1 / (1 - rate) at all others. Each value depends only on (seed, layer,
 * step, position). One 32-bit word decides two positions, so the rate is accurate to 1 in 65,536.
 */
export function fillMask(out: Float32Array, rate: number, seed: number, layer: number, step: number): Float32Array {
  const { key, dropBelow, scale } = maskRule(rate, layer)
  const pair = new Uint32Array(2)
  for (let i = 0; i < out.length; i += 4) {
    threefry(seed | 0, key, i >>> 2, step, pair)
    const a = pair[0] as number
    const b = pair[1] as number
    out[i] = (a & 0xffff) < dropBelow ? 0 : scale
    if (i + 1 < out.length) out[i + 1] = a >>> 16 < dropBelow ? 0 : scale
    if (i + 2 < out.length) out[i + 2] = (b & 0xffff) < dropBelow ? 0 : scale
    if (i + 3 < out.length) out[i + 3] = b >>> 16 < dropBelow ? 0 : scale
  }
  return out
}
