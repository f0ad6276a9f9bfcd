/**
 * @file Threefry-2x32: a counter-based generator (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
 * A draw is a pure function of (seed, stream, counter), so a run can stop anywhere and go on, and any device can repeat it
 * with 32-bit adds, rotations and exclusive-ors alone.
 */
import { cosTurn, log, sinTurn } from './exact'

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const

/** Two 32-bit words from key (k0, k1) and counter (c0, c1), 20 rounds; written to out[at], out[at + 1]. */
export function threefry(k0: number, k1: number, c0: number, c1: number, out: Uint32Array, at = 0): void {
  const k2 = 0x1bd11bda ^ k0 ^ k1
  let x = (c0 + k0) | 0
  let y = (c1 + k1) | 0
  for (let block = 0; block < 5; block++) {
    const odd = (block & 1) * 4
    for (let r = 0; r < 4; r++) {
      const turn = ROTATIONS[odd + r] as number
      x = (x + y) | 0
      y = ((y << turn) | (y >>> (32 - turn))) ^ x
    }
    // After block b the keys (b + 1) mod 3 and (b + 2) mod 3 are injected, with the block's number.
    const first = block % 3 === 0 ? k1 : block % 3 === 1 ? k2 : k0
    const second = block % 3 === 0 ? k2 : block % 3 === 1 ? k0 : k1
    x = (x + first) | 0
    y = (y + second + block + 1) | 0
  }
  out[at] = x
  out[at + 1] = y
}

/** Uses of randomness never share a stream: the same seed gives each its own numbers. */
export type Stream =
  | { readonly kind: 'split' }
  | { readonly kind: 'generate' }
  | { readonly kind: 'shuffle'; readonly epoch: number }
  | { readonly kind: 'resample'; readonly epoch: number }
  | { readonly kind: 'weights'; readonly index: number }
  | { readonly kind: 'mask'; readonly layer: number; readonly step: number }
  /** `at`: which draw of a step. */
  | { readonly kind: 'augment'; readonly at: number; readonly step: number }
  /** What happens within one cell of a world's time; a world has cells before 1970 too. */
  | { readonly kind: 'world'; readonly world: number; readonly cell: number }
  /** Requests of one minute of a service's life; `source` tells its sources apart. */
  | { readonly kind: 'arrivals'; readonly source: number; readonly minute: number }

/** The second key word of a stream; the first is the seed. */
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

/** The counter's high word: streams that go on from epoch to epoch or step to step move it. */
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

/** A sequence of draws. `next` gives a 32-bit unsigned word, `uniform` a number in [0, 1) of 32 bits, `normal` a standard normal. */
export interface Rng {
  next(): number
  uniform(): number
  normal(): number
  /** An integer in [0, n), without bias. */
  below(n: number): number
}

/** The generator of one seed and stream. Seed 0 is as good as any other. */
export function rng(seed: number, stream: Stream): Rng {
  const k0 = seed | 0
  const k1 = key(stream)
  const c1 = high(stream)
  const pair = new Uint32Array(2)
  let counter = 0
  let spare = false
  let held = Number.NaN

  function next(): number {
    if (spare) {
      spare = false
      return pair[1] as number
    }
    threefry(k0, k1, counter++, c1, pair)
    spare = true
    return pair[0] as number
  }
  function uniform(): number {
    return next() / 4294967296
  }
  function normal(): number {
    if (!Number.isNaN(held)) {
      const value = held
      held = Number.NaN
      return value
    }
    // Box and Muller; 1 - u is never 0, so the logarithm is finite.
    const radius = Math.sqrt(-2 * log(1 - uniform()))
    const turn = uniform()
    held = radius * sinTurn(turn)
    return radius * cosTurn(turn)
  }
  function below(n: number): number {
    const limit = 4294967296 - (4294967296 % n)
    for (;;) {
      const word = next()
      if (word < limit) return word % n
    }
  }
  return { next, uniform, normal, below }
}

/** Shuffles in place (Fisher and Yates), from the last to the first; in stretches where `from` and `to` say so. */
export function shuffle<T extends Uint32Array | Int32Array | number[]>(
  items: T,
  random: Rng,
  from = items.length - 1,
  to = 0,
): T {
  for (let i = from; i > to; i--) {
    const j = random.below(i + 1)
    const held = items[i] as number
    items[i] = items[j] as number
    items[j] = held
  }
  return items
}

/** What a mask is made by, besides its seed and step. */
export interface MaskRule {
  /** The second word of the key. */
  readonly key: number
  /** 16 random bits below this drop a position. */
  readonly dropBelow: number
  /** The mask where it keeps a position. */
  readonly kept: number
}

/** The rule of this layer's masks. 0 <= rate < 1. */
export function maskRule(rate: number, layer: number): MaskRule {
  return {
    key: key({ kind: 'mask', layer, step: 0 }),
    dropBelow: Math.round(rate * 65536),
    kept: 1 / (1 - rate),
  }
}

/**
 * Fills a dropout mask: 1 / (1 - rate) where kept, 0 where dropped. A function of (seed, layer, step, position) alone.
 * Each 32-bit word decides two positions, so the rate holds to 1 in 65,536.
 */
export function fillMask(out: Float32Array, rate: number, seed: number, layer: number, step: number): Float32Array {
  const { key, dropBelow, kept } = maskRule(rate, layer)
  const pair = new Uint32Array(2)
  for (let i = 0; i < out.length; i += 4) {
    threefry(seed | 0, key, i >>> 2, step, pair)
    const a = pair[0] as number
    const b = pair[1] as number
    out[i] = (a & 0xffff) < dropBelow ? 0 : kept
    if (i + 1 < out.length) out[i + 1] = a >>> 16 < dropBelow ? 0 : kept
    if (i + 2 < out.length) out[i + 2] = (b & 0xffff) < dropBelow ? 0 : kept
    if (i + 3 < out.length) out[i + 3] = b >>> 16 < dropBelow ? 0 : kept
  }
  return out
}
