/**
 * @file traceOf: the trace ID of a request across all of its stages, consisting of 32 hexadecimal digits as in W3C
 * Trace Context.
 */
import { threefry } from '../base/rng'

/** A key that no stream in `base/rng.ts` uses. */
const KEY = 0x0f000000

/**
 * The trace ID of a request, determined by the request ID and the seed of the service; in practice, it is never all
 * zeros.
 */
export function traceOf(seed: number, id: number): string {
  const words = new Uint32Array(4)
  const [low, high] = [id | 0, Math.floor(id / 4294967296)]
  threefry(seed | 0, KEY, low, high, words, 0)
  threefry(seed | 0, KEY + 1, low, high, words, 2)
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
}
