/**
 * @file Random draws for simulated requests: each draw depends only on the scenario's seed, the request and the purpose
 * of the draw.
 */
import { threefry } from '../../base/rng'

/**
 * The first key of these random streams; it differs from the first key of all streams in `base/rng.ts` and of traces.
 */
const KEY = 0x0e000000

const PURPOSES = {
  mix: 0,
  row: 1,
  fault: 2,
  schema: 3,
  service: 4,
  coverage: 5,
  delay: 6,
  noise: 7,
  stale: 8,
  operator: 9,
} as const
export type DrawPurpose = keyof typeof PURPOSES

const pair = new Uint32Array(2)

/** Returns a random number in [0, 1) for the request, batch or minute with this number. */
export function drawFor(seed: number, use: DrawPurpose, number: number, part = 0): number {
  threefry(seed | 0, KEY + 16 * part + PURPOSES[use], number | 0, Math.floor(number / 4294967296), pair)
  return (pair[0] as number) / 4294967296
}
