import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { type Clock, resumeClock, pause, setTo, SPEEDS, startClock, STEP_MS, tick, withSpeed } from './simulated-clock'

test('simulated time passes at its speed, and each period at its own', () => {
  let clock = resumeClock(startClock(1000), 1000)
  clock = tick(clock, 1500)
  clock = withSpeed(clock, 1500, 60)
  clock = tick(clock, 2500)
  expect(clock.virtualMs).toBe(500 + 60_000)
  clock = pause(clock, 2600)
  clock = tick(clock, 3600)
  clock = resumeClock(clock, 4000)
  expect(tick(clock, 4010).virtualMs).toBe(500 + 60_000 + 6000 + 600)
})

test('a year of 365 days passes in a minute of frames at the highest speed', () => {
  let clock = resumeClock(startClock(0, 0, SPEEDS.at(-1)), 0)
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
    const before = tick(resumeClock(startClock(1e9, 0, 60), 1e9), 1e9 + 100)
    const jumped = tick(before, 1e9 + 100 + jump)
    expect(jumped.virtualMs - before.virtualMs).toBeGreaterThanOrEqual(0)
    expect(jumped.virtualMs - before.virtualMs).toBeLessThanOrEqual(STEP_MS * 60)
    expect(tick(jumped, jumped.wallMs + 50).virtualMs).toBe(jumped.virtualMs + 50 * 60)
  },
)

test('a background tab, updated once per second, loses no time', () => {
  let clock = resumeClock(startClock(0), 0)
  for (let second = 1; second <= 60; second++) clock = tick(clock, second * 1000)
  expect(clock.virtualMs).toBe(60_000)
})

test('in any order of operations, simulated time only goes back when it is set', () => {
  const random = rng(5, { kind: 'generate' })
  let clock: Clock = startClock(0)
  let wall = 0
  for (let i = 0; i < 10_000; i++) {
    wall += (random.uniform() - 0.3) * 5000
    const next = [tick, pause, resumeClock, (c: Clock, w: number) => withSpeed(c, w, 600_000 * random.uniform())][
      random.below(4)
    ]
    const then = next?.(clock, wall) ?? clock
    expect(then.virtualMs).toBeGreaterThanOrEqual(clock.virtualMs)
    clock = then
  }
  expect(setTo(clock, wall, -5).virtualMs).toBe(0)
})
