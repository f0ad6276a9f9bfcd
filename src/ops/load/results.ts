/**
 * @file What a load test came to. Latency counts from the moment a request was meant to leave: a sender that waits for slow answers would
 * leave out the requests that hurt most (G. Tene, "How NOT to measure latency", 2013: coordinated omission).
 */
import { nearestRank } from '../../metrics/quantile'

/** Instead of a status: as many as may be in flight were, and it was never sent. */
export const NOT_SENT = -1

/** One request; times are milliseconds since the start. */
export interface Sample {
  readonly intended: number
  /** When it left in fact; later where the sender itself was held up. */
  readonly sent: number
  readonly done: number
  /** HTTP status; 0 where nothing came back, or NOT_SENT. */
  readonly status: number
  /** The answer was the first of a replica. */
  readonly cold: boolean
}

export interface LoadResults {
  readonly requests: number
  /** Answers of status 200, a second, from the start to the last answer. */
  readonly throughput: number
  /** Milliseconds of the answers of status 200; NaN where there are none. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number; readonly most: number }
  /** How far behind its own plan the sender was, in milliseconds: what of the latency is its fault. */
  readonly late: { readonly p99: number; readonly most: number }
  /** By status, those that were sent and are not 200. */
  readonly errors: Readonly<Record<number, number>>
  /** Were due while as many as may be in flight were. */
  readonly notSent: number
  readonly coldStarts: number
}

/** Adds up the samples of a test, in any order. */
export function resultsOf(samples: readonly Sample[]): LoadResults {
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
