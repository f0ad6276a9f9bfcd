import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import { draggedRange, pastWindows, shownUntil, windowOf } from './time-range'

test('a range has whole steps, at most 182, and ends with the current step', () => {
  for (const at of [0, 1, 59_999, MINUTE, 90 * MINUTE + 7, 3.3 * DAY, 40 * DAY + 5, 365.5 * DAY]) {
    for (const kind of ['hour', 'day', 'week', 'all'] as const) {
      const { from, to, step } = windowOf({ kind }, at)
      expect(from % step).toBe(0)
      expect(to % step).toBe(0)
      expect(to).toBeGreaterThanOrEqual(at)
      expect(to - Math.max(MINUTE, at)).toBeLessThan(step)
      expect((to - from) / step).toBeLessThanOrEqual(182)
      expect(from).toBeGreaterThanOrEqual(0)
    }
  }
  expect(windowOf({ kind: 'hour' }, 10 * HOUR)).toEqual({ from: 9 * HOUR, to: 10 * HOUR, step: MINUTE })
  expect(windowOf({ kind: 'day' }, 3 * DAY)).toEqual({ from: 2 * DAY, to: 3 * DAY, step: 10 * MINUTE })
  expect(windowOf({ kind: 'week' }, 30 * DAY)).toEqual({ from: 23 * DAY, to: 30 * DAY, step: HOUR })
  expect(windowOf({ kind: 'all' }, 364 * DAY)).toEqual({ from: 0, to: 364 * DAY, step: 7 * DAY })
})

test('a log behind the clock is shown up to its end, or up to a whole step if the clock is far ahead', () => {
  const read = 3 * DAY + 17 * MINUTE
  const reached = (at: number, playing: boolean) => shownUntil({ kind: 'day' }, { at, playing }, read)
  expect(reached(read + HOUR, false)).toBe(read + HOUR)
  expect(reached(read + 9 * MINUTE, true)).toBe(read)
  expect(reached(read + HOUR, true)).toBe(3 * DAY + 10 * MINUTE)
})

test('requests after the end of the scenario, which all have its last moment, are inside every range', () => {
  for (const kind of ['hour', 'day', 'week', 'all'] as const) {
    const at = shownUntil({ kind }, { at: DAY, playing: false }, DAY, DAY)
    expect(windowOf({ kind }, at).to).toBeGreaterThan(DAY)
  }
  expect(shownUntil({ kind: 'day' }, { at: DAY, playing: false }, DAY, DAY - 5)).toBe(DAY)
})

test('the time before a range is covered once and up to the range, in steps that take few milliseconds to read', () => {
  for (const from of [0, 17 * MINUTE, 5 * HOUR, 8 * DAY + 90 * MINUTE, 40 * DAY, 358.5 * DAY]) {
    const { far, near, rest } = pastWindows({ from, step: MINUTE })
    expect([far.from, far.to, near.to, rest.to]).toEqual([0, near.from, rest.from, from])
    for (const { from: begin, to, step } of [far, near, rest]) {
      expect((to - begin) % step).toBe(0)
      expect(begin % step).toBe(0)
      expect((to - begin) / step).toBeLessThanOrEqual(336)
    }
    if (from > 7 * DAY) expect(from - near.from).toBeGreaterThanOrEqual(7 * DAY)
  }
})

test('a brushed selection has whole minutes within the window; a tiny one selects nothing', () => {
  const window = { from: 0, to: DAY }
  expect(draggedRange(5 * HOUR + 10, 2 * HOUR + 10, window)).toEqual({
    kind: 'own',
    from: 2 * HOUR,
    to: 5 * HOUR + MINUTE,
  })
  expect(draggedRange(HOUR, HOUR + MINUTE, window)).toBeUndefined()
  expect(draggedRange(20 * HOUR, 30 * HOUR, window)).toEqual({ kind: 'own', from: 20 * HOUR, to: DAY })
})
