/**
 * @file A load test as a plan: requests leave when they are meant to, whether those before them were answered or not (an open loop), at
 * times drawn from a Poisson process by a seed.
 */
import { arrivalsIn } from '../arrivals'

export interface LoadPlan {
  /** Requests a second, on average. */
  readonly perSecond: number
  readonly seconds: number
  readonly seed: number
  /** Requests without an answer at most; one that is due beyond it is not sent, and told apart. */
  readonly mostInFlight: number
}

export const MOST_PER_SECOND = 10_000
/** The minute that arrivals are drawn in. */
export const MOST_SECONDS = 60

/** No other source of arrivals has this number. */
const SOURCE = 255

/** Milliseconds since the start at which each request is meant to leave, in order. */
export function departures({ perSecond, seconds, seed }: LoadPlan): Float64Array<ArrayBuffer> {
  const times: number[] = []
  for (const at of arrivalsIn(0, 60 * perSecond, { seed, source: SOURCE })) {
    if (at >= 1000 * seconds) break
    times.push(at)
  }
  return Float64Array.from(times)
}
