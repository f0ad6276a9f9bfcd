/**
 * @file runLoad: sends the requests of a plan at their scheduled times, with an injected clock and sender, and records
 * each outcome.
 */
import { departures, type LoadPlan } from './load-plan'
import { NOT_SENT, type Sample } from './load-results'

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
