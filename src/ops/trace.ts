/** @file traceOf: the trace id of a request through all its stages, 32 hexadecimal digits as in W3C Trace Context. */
import { threefry } from '../base/rng'

/** A key that no stream of `base/rng.ts` uses. */
const KEY = 0x0f000000

/** The trace id of a request, determined by its id and the seed of the service; never all zeros in practice. */
export function traceOf(seed: number, id: number): string {
  const words = new Uint32Array(4)
  const [low, high] = [id | 0, Math.floor(id / 4294967296)]
  threefry(seed | 0, KEY, low, high, words, 0)
  threefry(seed | 0, KEY + 1, low, high, words, 2)
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
}
