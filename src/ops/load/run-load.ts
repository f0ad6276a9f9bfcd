/** @file runLoad: sends the requests of a plan at their times, with an injected clock and sender, and records each outcome. */
import { departures, type LoadPlan } from './load-plan'
import { NOT_SENT, type Sample } from './load-results'

/** The response to a request. */
export interface LoadResponse {
  readonly status: number
  readonly cold: boolean
}

export interface LoadEnvironment {
  /** Milliseconds. */
  now(): number
  /** Resolves at that time or shortly after; at once if it is past. */
  until(time: number): Promise<void>
  /** Sends the request with this index. A rejection counts as no response. */
  send(index: number): Promise<LoadResponse>
}

/** Runs the plan until its last response. When aborted, requests that were not sent yet are left out. */
export async function runLoad(
  plan: LoadPlan,
  world: LoadEnvironment,
  {
    signal,
    onSample = () => undefined,
  }: { readonly signal?: AbortSignal; readonly onSample?: (sample: Sample) => void } = {},
): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  const began = world.now()
  const open = new Set<Promise<void>>()
  const took = (sample: Sample) => {
    samples.push(sample)
    onSample(sample)
  }

  async function one(index: number, intended: number): Promise<void> {
    const sent = world.now() - began
    const { status, cold } = await world.send(index).catch((): LoadResponse => ({ status: 0, cold: false }))
    took({ intended, sent, done: world.now() - began, status, cold })
  }
  for (const [index, intended] of departures(plan).entries()) {
    await world.until(began + intended)
    if (signal?.aborted) break
    if (open.size >= plan.maxInFlight) {
      const now = world.now() - began
      took({ intended, sent: now, done: now, status: NOT_SENT, cold: false })
      continue
    }
    const going: Promise<void> = one(index, intended).finally(() => open.delete(going))
    open.add(going)
  }
  await Promise.all(open)
  return samples
}
