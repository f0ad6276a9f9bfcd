/** Tests uncertainty against results computed by hand. */
import { describe, expect, it } from 'vitest'
import { farthestFirst, uncertaintyAt } from './labeling-strategies'

describe('uncertainty', () => {
  const outputs = [0.7, 0.2, 0.1, 1 / 3, 1 / 3, 1 / 3, 1, 0, 0]
  it('is 1 for equal probabilities and 0 for certainty', () => {
    for (const by of ['least confident', 'margin', 'entropy'] as const) {
      expect(uncertaintyAt(outputs, 3, 1, by)).toBeCloseTo(1, 12)
      expect(uncertaintyAt(outputs, 3, 2, by)).toBe(0)
    }
  })
  it('follows the formulas', () => {
    expect(uncertaintyAt(outputs, 3, 0, 'least confident')).toBeCloseTo((0.3 * 3) / 2, 12)
    expect(uncertaintyAt(outputs, 3, 0, 'margin')).toBeCloseTo(0.5, 12)
    // -(0.7 ln 0.7 + 0.2 ln 0.2 + 0.1 ln 0.1) / ln 3
    expect(uncertaintyAt(outputs, 3, 0, 'entropy')).toBeCloseTo(0.729_846_699_126, 9)
  })
  it('reads one output as two classes, and a missing prediction as 0', () => {
    expect(uncertaintyAt([0.5], 1, 0, 'margin')).toBeCloseTo(1, 12)
    expect(uncertaintyAt([0.9], 1, 0, 'least confident')).toBeCloseTo(0.2, 12)
    expect(uncertaintyAt([Number.NaN, Number.NaN], 2, 0, 'entropy')).toBe(0)
  })
})

describe('farthestFirst', () => {
  const points = [[0], [0.1], [5], [10]]
  const at = (i: number) => points[i] as number[]
  it('takes the first, then the farthest from all selected ones', () => {
    expect(farthestFirst(4, at, 4)).toEqual([0, 3, 2, 1])
  })
  it('stays away from samples selected before', () => {
    expect(farthestFirst(4, at, 1, [[9], [0]])).toEqual([2])
  })
  it('returns no more than there are', () => {
    expect(farthestFirst(2, at, 9)).toHaveLength(2)
  })
})
