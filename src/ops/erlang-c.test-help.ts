/**
 * @file Erlang C: waiting times in a queue with exponential interarrival and service times (M/M/c). Tests compare the
 * simulated queue with this model.
 */
import { exp } from '../base/exact-math'

export interface Erlang {
  /** Utilization of the servers; at 1 or above, the queue grows without limit. */
  readonly load: number
  /** Probability that a request has to wait at all. */
  readonly waits: number
  /** Mean waiting time of all requests, including those that do not wait. */
  readonly meanWaitMs: number
  /** Probability that a request waits longer than the given time. */
  longerThan(ms: number): number
}

/**
 * Waiting times for `servers` servers that each serve `servicePerS` requests per second (Erlang 1917; Kleinrock, Queueing Systems I, 3.5).
 * Uses Erlang B's recursion, B(k) = a B(k-1) / (k + a B(k-1)), which stays within 0 to 1 for any number of servers.
 */
export function erlangC(arrivalsPerS: number, servicePerS: number, servers: number): Erlang {
  const offered = arrivalsPerS / servicePerS
  const load = offered / servers
  if (load >= 1) return { load, waits: 1, meanWaitMs: Number.POSITIVE_INFINITY, longerThan: () => 1 }
  let blocked = 1
  for (let k = 1; k <= servers; k++) blocked = (offered * blocked) / (k + offered * blocked)
  const waits = blocked / (1 - load * (1 - blocked))
  const sparePerMs = (servers * servicePerS - arrivalsPerS) / 1000
  return { load, waits, meanWaitMs: waits / sparePerMs, longerThan: (ms) => waits * exp(-sparePerMs * ms) }
}
