import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elementHeight, needsCorrection, MAX_PX, offsetOf, afterScroll, scrollStateAt } from './use-long-scroll'

const frame = { total: 2_000_000 * 28, view: 600 }
const start = { top: 0, base: 0 }

test('a short list scrolls normally', () => {
  const short = { total: 30_000 * 28, view: 600 }
  expect(elementHeight(short.total)).toBe(short.total)
  expect(afterScroll(12_345, start, short)).toEqual({ top: 12_345, base: 0 })
  expect(scrollStateAt(839_000, short)).toEqual({ top: 839_000, base: 0 })
})

test('the wheel moves the list pixel by pixel at any position', () => {
  const middle = scrollStateAt(28_000_000, frame)
  const on = afterScroll(middle.top + 120, middle, frame)
  expect(offsetOf(on)).toBe(offsetOf(middle) + 120)
  expect(on.base).toBe(middle.base)
})

test('the ends of the scroll bar are the ends of the list, and the middle is the middle', () => {
  const last = MAX_PX - frame.view
  expect(offsetOf(afterScroll(last, start, frame))).toBe(frame.total - frame.view)
  expect(offsetOf(afterScroll(0, scrollStateAt(40_000_000, frame), frame))).toBe(0)
  const half = offsetOf(afterScroll(last / 2, start, frame))
  expect(half / (frame.total - frame.view)).toBeCloseTo(0.5, 6)
})

test('a requested position is reached, with the scroll bar in agreement', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const offset = share * (frame.total - frame.view)
      const there = scrollStateAt(offset, frame)
      expect(offsetOf(there)).toBeCloseTo(offset, 3)
      expect(needsCorrection(there, frame)).toBe(false)
      expect(there.top).toBeGreaterThanOrEqual(0)
      expect(there.top).toBeLessThanOrEqual(MAX_PX - frame.view)
    }),
    { seed: 7 },
  )
})

test('continuous scrolling, with corrections of the scroll bar, reaches every row and the end', () => {
  let now = scrollStateAt(frame.total - 400_000, frame)
  let before = offsetOf(now)
  for (let turn = 0; turn < 4000; turn++) {
    const top = Math.min(MAX_PX - frame.view, now.top + 120)
    now = afterScroll(top, now, frame)
    if (turn % 7 === 0 || top === MAX_PX - frame.view)
      now = needsCorrection(now, frame) ? scrollStateAt(offsetOf(now), frame) : now
    const after = offsetOf(now)
    expect(after - before).toBeLessThanOrEqual(120.001)
    before = after
  }
  expect(before).toBe(frame.total - frame.view)
})

test('never scrolls past the ends', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: MAX_PX - 600 }), { maxLength: 30 }), (tops) => {
      let now = start
      for (const top of tops) {
        now = afterScroll(top, now, frame)
        expect(offsetOf(now)).toBeGreaterThanOrEqual(0)
        expect(offsetOf(now)).toBeLessThanOrEqual(frame.total - frame.view)
      }
    }),
    { seed: 7 },
  )
})
