/**
 * @file External requests use this device's clock: caches and rate limits work even while the scenario is paused, and
 * replays ignore these requests.
 */
import { expect, test } from 'vitest'
import '../training/testing/node-wasm'
import { openService } from './open-service'
import { serveRequest } from './serve-request'
import { drawn, MODEL_CONFIG, spec, start } from './testing/fixture'

/**
 * Returns the statuses of requests that are all sent at the same simulated time, but `apart` milliseconds apart on the
 * device's clock.
 */
async function sent(of: ReturnType<typeof spec>, count: number, apart: number) {
  const service = await openService({ ...start(), spec: of })
  try {
    const answers = []
    for (let id = 0; id < count; id++) {
      const request = { id, at: 5000, source: 'url', row: { x: 0.5, y: -0.25 }, groundTruth: Number.NaN } as const
      answers.push((await serveRequest(service, { ...request, sentAt: 1000 + id * apart })).response)
    }
    return answers
  } finally {
    service.close()
  }
}

test('a rate limit refills in device time, whether or not virtual time advances', async () => {
  const limited = drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['limit', 'RateLimit', { perSecond: 2, burst: 3 }, ['source']],
    ['champion', 'Model', { ...MODEL_CONFIG, alias: 'champion' }, ['limit']],
    ['fallback', 'Fallback', { answer: 'usual', for: 'failures' }, ['champion']],
    ['log', 'Log', { inputs: 0 }, ['fallback']],
  ])
  const passed = async (apart: number) =>
    (await sent(limited, 10, apart)).filter(({ status }) => status === 'ok').length
  expect(await passed(0)).toBe(3)
  // Nine intervals of 250 ms refill 4.5 tokens.
  expect(await passed(250)).toBe(7)
  expect((await sent(limited, 4, 0)).at(-1)).toMatchObject({ status: 'limited', predicted: -1 })
})

test('a cache answers the same input while the scenario is paused, until its minutes of device time have passed', async () => {
  const cached = async (apart: number) =>
    (await sent(spec({ challenger: 0, cache: 10 }), 3, apart)).map((one) => one.cached)
  expect(await cached(30_000)).toEqual([false, true, true])
  expect(await cached(11 * 60_000)).toEqual([false, false, false])
})
