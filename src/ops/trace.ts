/** @file traceOf: the name of a request that goes with it through all its stages, 32 hexadecimal digits as W3C Trace Context has them. */
import { threefry } from '../base/rng'

/** Beside the keys of the streams of `base/rng.ts`. */
const KEY = 0x0f000000

/** The trace of a request of the service with this seed: a function of both alone, never all zeros in practice. */
export function traceOf(seed: number, id: number): string {
  const words = new Uint32Array(4)
  const [low, high] = [id | 0, Math.floor(id / 4294967296)]
  threefry(seed | 0, KEY, low, high, words, 0)
  threefry(seed | 0, KEY + 1, low, high, words, 2)
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
}
