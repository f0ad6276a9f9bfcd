import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { type Clock, SPEEDS, startClock, STEP_MS, tick, withSpeed } from './simulated-clock'

test('simulated time passes at its speed, and each period at its own', () => {
  let clock = startClock(1000)
  clock = tick(clock, 1500)
  clock = withSpeed(clock, 1500, 60)
  clock = tick(clock, 2500)
  expect(clock.virtualMs).toBe(500 + 60_000)
})

test('a year of 365 days passes in a minute of frames at the highest speed', () => {
  let clock = startClock(0, 0, SPEEDS.at(-1))
  for (let frame = 1; frame <= 3600; frame++) clock = tick(clock, (frame * 60_000) / 3600)
  expect(clock.virtualMs).toBeCloseTo(365 * 86_400_000, 1)
})

test.each([
  ['back by an hour', -3_600_000],
  ['forward by a day', 86_400_000],
  ['to NaN', Number.NaN],
])(
  'a wall clock that jumps %s advances virtual time by one step at most, and time continues from there',
  (_what, jump) => {
    const before = tick(startClock(1e9, 0, 60), 1e9 + 100)
    const jumped = tick(before, 1e9 + 100 + jump)
    expect(jumped.virtualMs - before.virtualMs).toBeGreaterThanOrEqual(0)
    expect(jumped.virtualMs - before.virtualMs).toBeLessThanOrEqual(STEP_MS * 60)
    expect(tick(jumped, jumped.wallMs + 50).virtualMs).toBe(jumped.virtualMs + 50 * 60)
  },
)

test('a background tab, updated once per second, loses no time', () => {
  let clock = startClock(0)
  for (let second = 1; second <= 60; second++) clock = tick(clock, second * 1000)
  expect(clock.virtualMs).toBe(60_000)
})

test('in any order of operations, simulated time never goes back', () => {
  const random = rng(5, { kind: 'generate' })
  let clock: Clock = startClock(0)
  let wall = 0
  for (let i = 0; i < 10_000; i++) {
    wall += (random.uniform() - 0.3) * 5000
    const then = random.below(2) === 0 ? tick(clock, wall) : withSpeed(clock, wall, 600_000 * random.uniform())
    expect(then.virtualMs).toBeGreaterThanOrEqual(clock.virtualMs)
    clock = then
  }
})
