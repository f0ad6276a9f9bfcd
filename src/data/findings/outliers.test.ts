/** @file Outliers: the value of them that is nearest to the others does not hide the ones farther away. */
import { expect, test } from 'vitest'
import { makeSplit } from '../split'
import { findingsOf } from './fixtures/compare-report'
import { set } from './fixtures/planted-defects'

const SHARES = { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 } as const
const ROWS = 1000

/** The rows that are reported if these values come after evenly spread ones from 40 to 100. */
function outlierRows(planted: readonly number[]): readonly number[] {
  const bulk = Array.from({ length: ROWS - planted.length }, (_, i) => 40 + (60 * ((i * 7919) % 1000)) / 1000)
  const words = Array.from({ length: ROWS }, (_, i) => ['plain', 'fancy'][i % 2] as string)
  const dataset = set('prices', { price: { numbers: [...bulk, ...planted] }, kind: { words } }, 'kind')
  const found = findingsOf(dataset, makeSplit(dataset, SHARES, 3, 'kind'))
  return [...(found.find(({ code }) => code === 'outliers')?.rows ?? [])]
}
const last = (n: number) => Array.from({ length: n }, (_, i) => ROWS - n + i)

test('an outlier within 8 robust deviations is one of those behind the same gap, on either side', () => {
  // The median is 70 and a robust deviation 22.2, so that -85 and 225 are 7 of them away.
  expect(outlierRows([-85, -150, -200, 225, 300])).toEqual(last(5))
  expect(outlierRows([-150, -200, 300])).toEqual(last(3))
})

test('values that are all within 8 robust deviations are no outliers', () => {
  expect(outlierRows([-85, 225])).toEqual([])
})
