/**
 * @file The plan of a load test: requests are sent on schedule whether or not earlier requests have completed (an open
 * loop), at times drawn from a seeded Poisson process.
 */
import { arrivalsIn } from '../request-arrivals'

export interface LoadPlan {
  /** The average number of requests per second. */
  readonly perSecond: number
  readonly seconds: number
  readonly seed: number
  /**
   * The maximum number of requests in flight; requests that come due beyond this limit are not sent and are counted
   * separately.
   */
  readonly maxInFlight: number
}

export const MOST_PER_SECOND = 10_000
/** The maximum duration in seconds, because all arrivals are drawn within one minute. */
export const MOST_SECONDS = 60

/** A source number that is not used by any other arrival process. */
const SOURCE = 255

/** The scheduled time of each request, in order, in milliseconds since the start. */
export function departures({ perSecond, seconds, seed }: LoadPlan): Float64Array<ArrayBuffer> {
  const times: number[] = []
  for (const at of arrivalsIn(0, 60 * perSecond, { seed, source: SOURCE })) {
    if (at >= 1000 * seconds) break
    times.push(at)
  }
  return Float64Array.from(times)
}
