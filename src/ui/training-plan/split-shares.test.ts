/** @file Tests that every pair of percentages a user can enter becomes a split that `plan.set` accepts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeShares } from './split-shares'

const share = fc.double({ min: 0, max: 0.8, noNaN: true })

describe('normalizeShares', () => {
  it('gives shares between 0 and 1 that sum to 1, with some for training', () => {
    fc.assert(
      fc.property(fc.constantFrom('random' as const, 'fixed' as const), share, share, (kind, validation, test) => {
        const split = normalizeShares({ kind, train: 0.5, validation, test })
        expect(split.train + split.validation + split.test).toBeCloseTo(1, 9)
        expect(split.train).toBeGreaterThanOrEqual(0.0499)
        expect(Math.min(split.validation, split.test)).toBeGreaterThanOrEqual(0)
        if (kind === 'fixed') expect(split.test).toBe(0)
      }),
    )
  })
  it('does not change shares that fit', () => {
    expect(normalizeShares({ kind: 'random', train: 0, validation: 0.15, test: 0.2 })).toEqual({
      kind: 'random',
      train: 0.65,
      validation: 0.15,
      test: 0.2,
    })
  })
})
