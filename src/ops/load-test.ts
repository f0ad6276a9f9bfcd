/** @file Load tests: planned arrivals, sending the requests, and the latency and throughput of the results. */

import { nearestRank } from '../metrics/latency-quantiles'
import { arrivalsIn } from './request-arrivals'

/** The response to a request. */
export interface LoadResponse {
  readonly status: number
  readonly cold: boolean
}

export interface LoadEnvironment {
  /** The current time in milliseconds. */
  now(): number
  /** Resolves at the given time or shortly after; resolves immediately if that time has passed. */
  until(time: number): Promise<void>
  /** Sends the request with this index. A rejected promise counts as no response. */
  send(index: number): Promise<LoadResponse>
}

/**
 * Runs the plan until the last response has arrived. If the run is aborted, requests that have not been sent yet are
 * omitted.
 */
export async function runLoad(
  plan: LoadPlan,
  environment: LoadEnvironment,
  {
    signal,
    onSample = () => undefined,
  }: { readonly signal?: AbortSignal; readonly onSample?: (sample: Sample) => void } = {},
): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  const startedAt = environment.now()
  const open = new Set<Promise<void>>()
  const addSample = (sample: Sample) => {
    samples.push(sample)
    onSample(sample)
  }

  async function one(index: number, intended: number): Promise<void> {
    const sent = environment.now() - startedAt
    const { status, cold } = await environment.send(index).catch((): LoadResponse => ({ status: 0, cold: false }))
    addSample({ intended, sent, done: environment.now() - startedAt, status, cold })
  }
  for (const [index, intended] of departures(plan).entries()) {
    await environment.until(startedAt + intended)
    if (signal?.aborted) break
    if (open.size >= plan.maxInFlight) {
      const now = environment.now() - startedAt
      addSample({ intended, sent: now, done: now, status: NOT_SENT, cold: false })
      continue
    }
    const going: Promise<void> = one(index, intended).finally(() => open.delete(going))
    open.add(going)
  }
  await Promise.all(open)
  return samples
}

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

/** The status of a request that was never sent because the limit on requests in flight had been reached. */
export const NOT_SENT = -1

/** A single request; times are in milliseconds since the start of the test. */
export interface Sample {
  readonly intended: number
  /** When the request was actually sent, which is later than scheduled if the sender was delayed. */
  readonly sent: number
  readonly done: number
  /** The HTTP status; 0 if there was no response, or NOT_SENT. */
  readonly status: number
  /** Whether this was the first response from a newly started replica. */
  readonly cold: boolean
}

export interface LoadResults {
  readonly requests: number
  /** The number of responses with status 200 per second, measured from the start of the test to the last response. */
  readonly throughput: number
  /** Latency of responses with status 200, in milliseconds; NaN if there are none. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number; readonly most: number }
  /** How late the sender was, in milliseconds: the portion of the latency that the sender itself caused. */
  readonly late: { readonly p99: number; readonly most: number }
  /** The number of requests that were sent but did not get status 200, keyed by status. */
  readonly errors: Readonly<Record<number, number>>
  /** The number of requests that came due while the limit on requests in flight was reached. */
  readonly notSent: number
  readonly coldStarts: number
}

/** Summarizes the samples of a load test; their order does not matter. */
export function summarizeLoad(samples: readonly Sample[]): LoadResults {
  const good = samples.filter(({ status }) => status === 200)
  const latency = sorted(good.map(({ done, intended }) => done - intended))
  const late = sorted(samples.filter(({ status }) => status > 0).map(({ sent, intended }) => sent - intended))
  const errors: Record<number, number> = {}
  const sent = samples.filter(({ status }) => status !== NOT_SENT)
  for (const { status } of sent) if (status !== 200) errors[status] = (errors[status] ?? 0) + 1
  const last = samples.reduce((most, { done }) => Math.max(most, done), 0)
  return {
    requests: samples.length,
    throughput: last > 0 ? (1000 * good.length) / last : 0,
    latency: {
      p50: nearestRank(latency, 0.5),
      p95: nearestRank(latency, 0.95),
      p99: nearestRank(latency, 0.99),
      most: latency.at(-1) ?? Number.NaN,
    },
    late: { p99: nearestRank(late, 0.99), most: late.at(-1) ?? Number.NaN },
    errors,
    notSent: samples.length - sent.length,
    coldStarts: samples.filter(({ cold }) => cold).length,
  }
}

function sorted(values: readonly number[]): Float64Array<ArrayBuffer> {
  return Float64Array.from(values).sort()
}
