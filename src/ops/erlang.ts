/** @file Erlang C: what a line of requests comes to where both gaps and service times are exponential (M/M/c). The queue's oracle. */
import { exp } from '../base/exact'

export interface Erlang {
  /** Share of the servers' time that is asked for; from 1 on the line grows without end. */
  readonly load: number
  /** Probability that a request has to wait. */
  readonly waits: number
  /** Mean over all requests, those that do not wait too. */
  readonly meanWaitMs: number
  /** Probability that a request waits for longer than this. */
  longerThan(ms: number): number
}

/**
 * Waiting for one of `servers` servers that do `servicePerS` requests a second each (Erlang 1917; Kleinrock, Queueing Systems I, 3.5).
 * By Erlang B's recursion, B(k) = a B(k-1) / (k + a B(k-1)), which stays within 0 to 1 for any number of servers.
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
