/**
 * @file Arrivals: a Poisson process with a separate rate for each minute. Gaps between arrivals are drawn by inversion,
 * and the gap that extends past the end of a minute is discarded. This is valid because exponential gaps are
 * memoryless, so each minute can be drawn independently of earlier minutes.
 */
import { assert } from '../base/assert'
import { log } from '../base/exact-math'
import { rng } from '../base/rng'

export const MINUTE_MS = 60_000

export interface ArrivalSource {
  readonly seed: number
  /** Distinguishes multiple sources that use the same seed. */
  readonly source?: number
}

/**
 * The arrival times within one minute, given `perMinute` expected requests; in simulated milliseconds and in ascending
 * order.
 */
export function* arrivalsIn(minute: number, perMinute: number, { seed, source = 0 }: ArrivalSource): Generator<number> {
  assert(perMinute >= 0 && perMinute < Number.POSITIVE_INFINITY, `a rate of ${perMinute} requests a minute`)
  if (perMinute === 0) return
  const random = rng(seed, { kind: 'arrivals', source, minute })
  const gap = MINUTE_MS / perMinute
  const begin = minute * MINUTE_MS
  // 1 - u is never 0, so the logarithm is finite.
  const next = () => -gap * log(1 - random.uniform())
  for (let at = next(); at < MINUTE_MS; at += next()) yield begin + at
}

/** The arrival times in minutes [from, to), with a separate rate for each minute. */
export function* arrivals(
  rateOf: (minute: number) => number,
  from: number,
  to: number,
  source: ArrivalSource,
): Generator<number> {
  for (let minute = from; minute < to; minute++) yield* arrivalsIn(minute, rateOf(minute), source)
}
