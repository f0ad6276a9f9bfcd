/** @file Checks that work run in slices returns its result and lets other tasks run in between. */
import { expect, test } from 'vitest'
import { runInSlices } from './yield-to-main'

function* sumTo(n: number): Generator<undefined, number> {
  let sum = 0
  for (let i = 1; i <= n; i++) {
    sum += i
    yield
  }
  return sum
}

test('returns the result of the generator', async () => {
  expect(await runInSlices(sumTo(1000))).toBe(500_500)
})

test('timers run while long work is in progress', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  function* long(): Generator<undefined, void> {
    // Wait until the timer has run, or give up long after it should have run: on a busy machine, timers run late.
    const until = performance.now() + 20_000
    while (turns <= 2 && performance.now() < until) yield
  }
  await runInSlices(long())
  clearInterval(timer)
  expect(turns).toBeGreaterThan(2)
})

test('an error in the generator is thrown', async () => {
  function* broken(): Generator<undefined, void> {
    yield
    throw new Error('broken')
  }
  await expect(runInSlices(broken())).rejects.toThrow('broken')
})
