/**
 * @file The results of a load test. Latency is measured from a request's scheduled time, because a sender that waits
 * for slow responses would omit exactly the requests that suffer most (G. Tene, "How NOT to measure latency", 2013:
 * coordinated omission).
 */
import { nearestRank } from '../../metrics/latency-quantiles'

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
