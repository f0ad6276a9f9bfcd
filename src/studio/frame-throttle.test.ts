import { expect, test } from 'vitest'
import { makePace } from './frame-throttle'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('many calls become one turn, and the last call is never forgotten', async () => {
  let asked = 0
  let seen = 0
  const pace = makePace(() => {
    seen = asked
  })
  for (let i = 0; i < 100; i++) {
    asked++
    pace.soon()
  }
  await pause(20)
  expect(seen).toBe(100)
  asked++
  pace.soon()
  expect(seen).toBe(100)
  await pause(120)
  expect(seen).toBe(101)
})

test('work that takes long leaves the page three times as long a rest', async () => {
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
