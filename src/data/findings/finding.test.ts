/** @file Tests isApplied: which remedies a plan already applies. */
import { expect, test } from 'vitest'
import type { Plan } from '../../catalog/training-plan'
import { isApplied } from './finding'

const split = { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 } satisfies Plan['split']

test('a column whose steps fill its missing values is done, and no other', () => {
  const plan = { split, prepare: { age: [{ kind: 'impute', by: 'median' }, { kind: 'standardize' }], height: [] } }
  expect(isApplied({ do: 'impute', column: 'age', by: 'median' }, plan)).toBe(true)
  expect(isApplied({ do: 'impute', column: 'height', by: 'median' }, plan)).toBe(false)
  expect(isApplied({ do: 'impute', column: 'toString', by: 'median' }, { split })).toBe(false)
})

test('class weights are done if the plan balances classes, and splits if it splits by the same column', () => {
  expect(isApplied({ do: 'weigh' }, { split })).toBe(false)
  expect(isApplied({ do: 'weigh' }, { split, classWeights: 'balanced' })).toBe(true)
  expect(isApplied({ do: 'split', by: 'random' }, { split })).toBe(true)
  const grouped = { ...split, kind: 'group', column: 'patient' } as const
  expect(isApplied({ do: 'split', by: 'group', column: 'patient' }, { split: grouped })).toBe(true)
  expect(isApplied({ do: 'split', by: 'group', column: 'visit' }, { split: grouped })).toBe(false)
})
