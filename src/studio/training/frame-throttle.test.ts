import { beforeAll, expect, test } from 'vitest'
import { makePace, pauseForPage } from './frame-throttle'

// Tests that open a studio in the same process let updates follow each other at once.
beforeAll(pauseForPage)

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

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
  expect(seen).toBe(100)
  await pause(120)
  expect(seen).toBe(101)
})

test('after slow work the page gets a pause three times as long', async () => {
  let turns = 0
  let worked = 0
  const pace = makePace(() => {
    turns++
    const end = performance.now() + 100
    while (performance.now() < end);
    worked += 100
  })
  const began = performance.now()
  while (performance.now() - began < 1000) {
    pace.soon()
    await pause(5)
  }
  expect(turns).toBeGreaterThan(1)
  expect(worked).toBeLessThan(0.35 * (performance.now() - began))
})
