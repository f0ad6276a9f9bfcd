import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makePace, pauseForPage } from './frame-throttle'

/** How long the page has been busy, in ms: work takes no time of the fake clock. */
let busyMs = 0
const now = () => Date.now() + busyMs

beforeEach(() => {
  busyMs = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.spyOn(performance, 'now').mockImplementation(now)
  // Tests that open a studio in the same process let updates follow each other at once.
  pauseForPage()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const pause = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('many calls result in one update, and the last call is never lost', async () => {
  let requests = 0
  let seen = 0
  const pace = makePace(() => {
    seen = requests
  })
  for (let i = 0; i < 100; i++) {
    requests++
    pace.soon()
  }
  await pause(20)
  expect(seen).toBe(100)
  requests++
  pace.soon()
  await pause(60)
  expect(seen).toBe(100)
  await pause(60)
  expect(seen).toBe(101)
})

test('after slow work the page gets a pause three times as long', async () => {
  let turns = 0
  const pace = makePace(() => {
    turns++
    busyMs += 100
  })
  const began = now()
  while (now() - began < 1000) {
    pace.soon()
    await pause(5)
  }
  expect(turns).toBeGreaterThan(1)
  expect(busyMs).toBeLessThan(0.35 * (now() - began))
})
