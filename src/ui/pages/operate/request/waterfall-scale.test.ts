/** Tests that the bars of the stages of a request are relative to the longest. */
import { expect, test } from 'vitest'
import { barLength } from './request-text'

test('bars are relative to the longest, and zero durations do not divide by zero', () => {
  expect([0.0042, 0.05, 0].map((ms) => Math.round(barLength(ms, [0.0042, 0.05, 0])))).toEqual([8, 100, 0])
  expect(barLength(0, [0, 0])).toBe(0)
})
