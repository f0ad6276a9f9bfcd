/**
 * @file The results of a load test. Latency is measured from the scheduled time of a request: a sender that waits for
 * slow responses would omit the requests that suffer most (G. Tene, "How NOT to measure latency", 2013: coordinated
 * omission).
 */
import { nearestRank } from '../../metrics/latency-quantiles'

/** Status of a request that was never sent, because the limit of requests in flight was reached. */
export const NOT_SENT = -1

/** One request; times are milliseconds since the start. */
export interface Sample {
  readonly intended: number
  /** When it was actually sent; later if the sender itself was delayed. */
  readonly sent: number
  readonly done: number
  /** HTTP status; 0 if there was no response, or NOT_SENT. */
  readonly status: number
  /** Whether it was the first response of a replica. */
  readonly cold: boolean
}

export interface LoadResults {
  readonly requests: number
  /** Responses with status 200 per second, from the start to the last response. */
  readonly throughput: number
  /** Milliseconds of responses with status 200; NaN if there are none. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number; readonly most: number }
  /** How late the sender was, in milliseconds: the part of the latency it caused itself. */
  readonly late: { readonly p99: number; readonly most: number }
  /** Counts by status of requests that were sent and did not get 200. */
  readonly errors: Readonly<Record<number, number>>
  /** Requests due while the limit of requests in flight was reached. */
  readonly notSent: number
  readonly coldStarts: number
}

/** Summarizes the samples of a test, in any order. */
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
