/** The pace that is told: measured over some seconds, where it falls behind, and not flickering at the border. */
import { expect, test } from 'vitest'
import { type Mark, marked, paceWords, slowPace } from './playback-rate'

/** Marks of ten a second at a pace. */
function at(pace: number, ms: number): readonly Mark[] {
  let marks: readonly Mark[] = []
  for (let wall = 0; wall <= ms; wall += 100) marks = marked(marks, { at: wall * pace, wall })
  return marks
}

test('what falls behind is told once it was seen for some seconds', () => {
  expect(slowPace(at(40, 2000), 60, undefined)).toBeUndefined()
  expect(slowPace(at(40, 3000), 60, undefined)).toBeCloseTo(40)
  expect(slowPace(at(59, 3000), 60, undefined)).toBeUndefined()
})

test('at the border what was told stays told', () => {
  expect(slowPace(at(51, 3000), 60, undefined)).toBeUndefined()
  expect(slowPace(at(51, 3000), 60, 45)).toBeCloseTo(51)
  expect(slowPace(at(55, 3000), 60, 45)).toBeUndefined()
})

test('only the latest seconds count, and a new run begins anew', () => {
  const slow = at(10, 10_000)
  expect(slow.length).toBeLessThan(45)
  expect(marked(slow, { at: 0, wall: 10_100 })).toEqual([{ at: 0, wall: 10_100 }])
})

test('in words', () => {
  expect(paceWords(172_800)).toBe('2 days a second')
  expect(paceWords(86_400)).toBe('1 day a second')
  expect(paceWords(3600 * 5.23)).toBe('5.2 hours a second')
  expect(paceWords(60 * 42.4)).toBe('42 minutes a second')
  expect(paceWords(0.5)).toBe('0.5 seconds a second')
})
