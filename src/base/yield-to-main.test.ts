/** @file Work with rests gives what it gives, and lets others have their turn. */
import { expect, test } from 'vitest'
import { withRests } from './yield-to-main'

function* sumTo(n: number): Generator<undefined, number> {
  let sum = 0
  for (let i = 1; i <= n; i++) {
    sum += i
    yield
  }
  return sum
}

test('the result is that of the work', async () => {
  expect(await withRests(sumTo(1000))).toBe(500_500)
})

test('what waits has its turn while long work goes on', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  function* long(): Generator<undefined, void> {
    // Until it happens, or long after it should have: a busy machine gives few turns.
    const until = performance.now() + 20_000
    while (turns <= 2 && performance.now() < until) yield
  }
  await withRests(long())
  clearInterval(timer)
  expect(turns).toBeGreaterThan(2)
})

test('what work throws is thrown', async () => {
  function* broken(): Generator<undefined, void> {
    yield
    throw new Error('broken')
  }
  await expect(withRests(broken())).rejects.toThrow('broken')
})
