/** @file runLoad: sends a plan's requests at their times, by whatever clock and sender it is given, and takes down what became of each. */
import { departures, type LoadPlan } from './plan'
import { NOT_SENT, type Sample } from './results'

/** What came back of one request. */
export interface Outcome {
  readonly status: number
  readonly cold: boolean
}

export interface LoadWorld {
  /** Milliseconds. */
  now(): number
  /** Resolves at that time or a little after, and at once where it is past. */
  until(time: number): Promise<void>
  /** Sends the request of this number. A rejection is no answer. */
  send(index: number): Promise<Outcome>
}

/** Runs the plan to the end of its last answer. When it is given up, requests that have not left are left out. */
export async function runLoad(
  plan: LoadPlan,
  world: LoadWorld,
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
    const { status, cold } = await world.send(index).catch((): Outcome => ({ status: 0, cold: false }))
    took({ intended, sent, done: world.now() - began, status, cold })
  }
  for (const [index, intended] of departures(plan).entries()) {
    await world.until(began + intended)
    if (signal?.aborted) break
    if (open.size >= plan.mostInFlight) {
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
