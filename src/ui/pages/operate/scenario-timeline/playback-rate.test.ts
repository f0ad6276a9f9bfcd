/** Tests the displayed playback rate: it is averaged over several seconds and does not flicker near the threshold. */
import { expect, test } from 'vitest'
import { scenarioText } from '../../../../messages/en/operate/scenario'
import { addMark, type Mark, slowRate } from './time-span'

/** Marks recorded ten times per second at the given playback rate. */
function at(rate: number, ms: number): readonly Mark[] {
  let marks: readonly Mark[] = []
  for (let wall = 0; wall <= ms; wall += 100) marks = addMark(marks, { at: wall * rate, wall })
  return marks
}

test('a slow rate is shown once it lasted for some seconds', () => {
  expect(slowRate(at(40, 2000), 60, undefined)).toBeUndefined()
  expect(slowRate(at(40, 3000), 60, undefined)).toBeCloseTo(40)
  expect(slowRate(at(59, 3000), 60, undefined)).toBeUndefined()
})

test('near the threshold a rate that is shown stays shown', () => {
  expect(slowRate(at(51, 3000), 60, undefined)).toBeUndefined()
  expect(slowRate(at(51, 3000), 60, 45)).toBeCloseTo(51)
  expect(slowRate(at(55, 3000), 60, 45)).toBeUndefined()
})

test('only the latest seconds count, and a new run starts over', () => {
  const slow = at(10, 10_000)
  expect(slow.length).toBeLessThan(45)
  expect(addMark(slow, { at: 0, wall: 10_100 })).toEqual([{ at: 0, wall: 10_100 }])
})

test('as text', () => {
  const { option, limited } = scenarioText.speed
  expect(limited({ speed: 172_800 })).toBe('Fastest speed on this device: 2 days/s')
  expect(limited({ speed: 3600 * 5.23 })).toBe('Fastest speed on this device: 5.2 h/s')
  expect(limited({ speed: 60 * 42.4 })).toBe('Fastest speed on this device: 42 min/s')
  expect(limited({ speed: 0.5 })).toBe('Fastest speed on this device: 0.5×')
  expect([1, 60, 240, 3600, 86_400, 604_800, 525_600].map((speed) => option({ speed }))).toEqual([
    ...['Real time', '1 min/s', '4 min/s', '1 h/s', '1 day/s', '7 days/s', '1 year/min'],
  ])
})
