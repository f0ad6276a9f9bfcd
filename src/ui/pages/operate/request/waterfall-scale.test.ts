/**
 * Tests how the time spent in each stage of a request is displayed: in a unit suited to the times, with bars relative
 * to the longest.
 */
import { expect, test } from 'vitest'
import { number } from '../../../../messages/format'
import { barLength, waterfallUnit } from './request-text'

test('stages that are all below 0.1 ms are shown in microseconds', () => {
  const times = [0.0042, 0.05, 0, 0.00051]
  const unit = waterfallUnit(times)
  expect(unit.name).toBe('µs')
  expect(times.map((ms) => number(ms * unit.perMs))).toEqual(['4.2', '50', '0', '0.51'])
  expect(times.map((ms) => Math.round(barLength(ms, times)))).toEqual([8, 100, 0, 1])
})

test('otherwise in milliseconds, with enough digits for the shortest', () => {
  const times = [0.0042, 12.3, 0.1]
  const unit = waterfallUnit(times)
  expect(unit.name).toBe('ms')
  expect(times.map((ms) => number(ms * unit.perMs))).toEqual(['0.0042', '12.3', '0.1'])
  expect(barLength(6.15, times)).toBe(50)
})

test('zero durations do not divide by zero', () => {
  expect(waterfallUnit([]).name).toBe('µs')
  expect(barLength(0, [0, 0])).toBe(0)
})
