/**
 * @file Arrivals: a Poisson process whose rate is its own in each minute. Gaps within a minute are drawn by inversion and forgotten at
 * its end, which an exponential gap allows (it has no memory), so that any minute is drawn without those before it.
 */
import { assert } from '../base/assert'
import { log } from '../base/exact'
import { rng } from '../base/rng'

export const MINUTE_MS = 60_000

export interface ArrivalSource {
  readonly seed: number
  /** Tells several sources of one seed apart. */
  readonly source?: number
}

/** The virtual times, in ms, of the requests of one minute, in order; `perMinute` are expected. */
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

/** Those from a minute to before another, at the rate that each minute has. */
export function* arrivals(
  rateOf: (minute: number) => number,
  from: number,
  to: number,
  source: ArrivalSource,
): Generator<number> {
  for (let minute = from; minute < to; minute++) yield* arrivalsIn(minute, rateOf(minute), source)
}
