/**
 * @file Arrivals: a Poisson process with a rate for each minute. Gaps within a minute are drawn by inversion and
 * discarded at its end. That is valid because an exponential gap has no memory, so any minute can be drawn without the
 * ones before it.
 */
import { assert } from '../base/assert'
import { log } from '../base/exact'
import { rng } from '../base/rng'

export const MINUTE_MS = 60_000

export interface ArrivalSource {
  readonly seed: number
  /** Distinguishes several sources with the same seed. */
  readonly source?: number
}

/** The simulated times, in milliseconds and in order, of the requests in one minute with an expected count of `perMinute`. */
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

/** The arrival times in minutes [from, to), with a rate for each minute. */
export function* arrivals(
  rateOf: (minute: number) => number,
  from: number,
  to: number,
  source: ArrivalSource,
): Generator<number> {
  for (let minute = from; minute < to; minute++) yield* arrivalsIn(minute, rateOf(minute), source)
}
