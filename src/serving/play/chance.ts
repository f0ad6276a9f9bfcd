/** @file Chance of a played request: numbers that are a function of the score's seed, the request and what they are for alone. */
import { threefry } from '../../base/rng'

/** Beside the keys of the streams of `base/rng.ts` and of traces. */
const KEY = 0x0e000000

export const USES = {
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
export type Use = keyof typeof USES

const pair = new Uint32Array(2)

/** A number in [0, 1) for the request (or the batch, or the minute) of this number. */
export function chanceOf(seed: number, use: Use, number: number, part = 0): number {
  threefry(seed | 0, KEY + 16 * part + USES[use], number | 0, Math.floor(number / 4294967296), pair)
  return (pair[0] as number) / 4294967296
}
