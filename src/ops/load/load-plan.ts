/**
 * @file A load test as a plan: requests are sent on schedule whether or not earlier ones have completed (an open loop), at times drawn from
 * a Poisson process with a seed.
 */
import { arrivalsIn } from '../arrivals'

export interface LoadPlan {
  /** Requests per second, on average. */
  readonly perSecond: number
  readonly seconds: number
  readonly seed: number
  /** Maximum number of requests in flight; a request due beyond it is not sent, and counted separately. */
  readonly maxInFlight: number
}

export const MOST_PER_SECOND = 10_000
/** The duration limit, because arrivals are drawn within one minute. */
export const MOST_SECONDS = 60

/** A source number that no other arrivals use. */
const SOURCE = 255

/** The scheduled time of each request in milliseconds since the start, in order. */
export function departures({ perSecond, seconds, seed }: LoadPlan): Float64Array<ArrayBuffer> {
  const times: number[] = []
  for (const at of arrivalsIn(0, 60 * perSecond, { seed, source: SOURCE })) {
    if (at >= 1000 * seconds) break
    times.push(at)
  }
  return Float64Array.from(times)
}
