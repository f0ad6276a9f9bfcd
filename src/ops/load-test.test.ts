import { expect, test } from 'vitest'
import { departures, type LoadEnvironment, type LoadPlan, runLoad, summarizeLoad } from './load-test'

const PLAN: LoadPlan = { perSecond: 100, seconds: 10, seed: 7, maxInFlight: 1000 }

test('scheduled times are a Poisson process of that rate, the same for a seed', () => {
  const times = departures({ ...PLAN, perSecond: 1000, seconds: 60 })
  expect(departures({ ...PLAN, perSecond: 1000, seconds: 60 })).toEqual(times)
  expect(departures({ ...PLAN, seed: 8 })).not.toEqual(departures(PLAN))
  // 60,000 requests are expected with a standard deviation of 245; the gaps have mean 1 ms and variance 1.
  expect(Math.abs(times.length - 60_000)).toBeLessThan(4 * 245)
  const gaps = Array.from(times, (at, i) => at - (times[i - 1] ?? 0))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
  expect(mean).toBeCloseTo(1, 1)
  expect(variance).toBeCloseTo(1, 1)
  expect(times.every((at, i) => at >= (times[i - 1] ?? 0) && at < 60_000)).toBe(true)
})

/** A fake environment with simulated time: the server answers after `answerMs`, and the sender stalls once. */
function environment(answerMs: number, stall?: { readonly at: number; readonly ms: number }): LoadEnvironment {
  let now = 0
  return {
    now: () => now,
    async until(time) {
      now = Math.max(now, time)
      // The sender stalls: when a request is due, the clock jumps to the end of the stall.
      if (stall && now >= stall.at && now < stall.at + stall.ms) now = stall.at + stall.ms
    },
    send: async () => {
      const arrivedAt = now
      return Promise.resolve().then(() => {
        now = Math.max(now, arrivedAt + answerMs)
        return { status: 200, cold: false }
      })
    },
  }
}

test('a stall of the sender adds to the latency of every request that was due meanwhile', async () => {
  const samples = await runLoad(PLAN, environment(0, { at: 4000, ms: 1000 }))
  const { latency, late, requests } = summarizeLoad(samples)
  const due = departures(PLAN).filter((at) => at > 4000 && at < 5000).length
  expect(due).toBeGreaterThan(50)
  expect(samples.filter((sample) => sample.done - sample.intended > 1).length).toBeGreaterThan(due * 0.95)
  expect(requests).toBe(departures(PLAN).length)
  // A tenth of the requests were due during the stall. A sender that omitted them would report a P95 of 0.
  expect(latency.p95).toBeGreaterThan(300)
  expect(late.most).toBeGreaterThan(900)
})

test('errors are counted by status, cold starts are counted, and neither improves the latency', () => {
  const sample = (done: number, status: number, cold = false) => ({ intended: 0, sent: 0, done, status, cold })
  const results = summarizeLoad([
    ...Array.from({ length: 98 }, (_, i) => sample(i + 1, 200, i === 0)),
    sample(1, 503),
    sample(2000, 0),
  ])
  expect(results).toEqual({
    requests: 100,
    throughput: 49,
    latency: { p50: 49, p95: 94, p99: 98, most: 98 },
    late: { p99: 0, most: 0 },
    errors: { 0: 1, 503: 1 },
    notSent: 0,
    coldStarts: 1,
  })
  expect(summarizeLoad([]).latency.p50).toBeNaN()
})

test('requests that were not sent because of the limit are distinct from those without a response', async () => {
  const stop = new AbortController()
  let [now, sent] = [0, 0]
  const samples = await runLoad(
    { ...PLAN, seconds: 1, maxInFlight: 3 },
    {
      now: () => now,
      until: async (time) => {
        now = time
      },
      send: async () =>
        ++sent === 1
          ? Promise.reject(new Error('gone'))
          : new Promise((resolve) => setTimeout(() => resolve({ status: 200, cold: false }))),
    },
    { signal: stop.signal },
  )
  const { requests, notSent, errors, late } = summarizeLoad(samples)
  expect(notSent).toBe(requests - sent)
  expect(notSent).toBeGreaterThan(50)
  expect(errors).toEqual({ 0: 1 })
  expect(late.most).toBe(0)
})

test('no more requests are in flight than the plan allows, and an aborted test ends', async () => {
  const never = () => new Promise<never>(() => undefined)
  const stop = new AbortController()
  let sent = 0
  const running = runLoad(
    { ...PLAN, maxInFlight: 5 },
    {
      now: () => 0,
      until: async () => undefined,
      send: () => (++sent <= 5 ? Promise.reject(new Error('gone')) : never()),
    },
    { signal: stop.signal, onSample: () => stop.abort() },
  )
  expect((await running).every(({ status }) => status === 0)).toBe(true)
})
