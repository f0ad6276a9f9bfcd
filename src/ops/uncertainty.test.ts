/** Doubt against what can be worked out by hand. */
import { describe, expect, it } from 'vitest'
import { doubtAt, farthestFirst } from './uncertainty'

describe('doubt', () => {
  const outputs = [0.7, 0.2, 0.1, 1 / 3, 1 / 3, 1 / 3, 1, 0, 0]
  it('is 1 where all classes are as likely and 0 where one is sure', () => {
    for (const by of ['least confident', 'margin', 'entropy'] as const) {
      expect(doubtAt(outputs, 3, 1, by)).toBeCloseTo(1, 12)
      expect(doubtAt(outputs, 3, 2, by)).toBe(0)
    }
  })
  it('is what the formulas say', () => {
    expect(doubtAt(outputs, 3, 0, 'least confident')).toBeCloseTo((0.3 * 3) / 2, 12)
    expect(doubtAt(outputs, 3, 0, 'margin')).toBeCloseTo(0.5, 12)
    // -(0.7 ln 0.7 + 0.2 ln 0.2 + 0.1 ln 0.1) / ln 3
    expect(doubtAt(outputs, 3, 0, 'entropy')).toBeCloseTo(0.729_846_699_126, 9)
  })
  it('reads one output as two classes, and no answer as no doubt', () => {
    expect(doubtAt([0.5], 1, 0, 'margin')).toBeCloseTo(1, 12)
    expect(doubtAt([0.9], 1, 0, 'least confident')).toBeCloseTo(0.2, 12)
    expect(doubtAt([Number.NaN, Number.NaN], 2, 0, 'entropy')).toBe(0)
  })
})

describe('farthestFirst', () => {
  const points = [[0], [0.1], [5], [10]]
  const at = (i: number) => points[i] as number[]
  it('takes the first, then who is farthest from all that were taken', () => {
    expect(farthestFirst(4, at, 4)).toEqual([0, 3, 2, 1])
  })
  it('keeps away from those that were chosen before', () => {
    expect(farthestFirst(4, at, 1, [[9], [0]])).toEqual([2])
  })
  it('gives no more than there are', () => {
    expect(farthestFirst(2, at, 9)).toHaveLength(2)
  })
})
