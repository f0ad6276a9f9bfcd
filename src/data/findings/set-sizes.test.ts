import { expect, test } from 'vitest'
import { findingText } from '../../messages/en/findings'
import { makeSplit } from '../split'
import { findingKey } from './finding'
import { findingsOf } from './fixtures/compare-report'
import { clean, draw, set } from './fixtures/planted-defects'
import { halfWidth, minRowsFor } from './set-sizes'

const SHARES = { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 } as const

function found(rows: number, target = 'kind', pick: Parameters<typeof makeSplit>[1] = SHARES) {
  const dataset = set('small', clean(draw(5), rows), target)
  return findingsOf(dataset, makeSplit(dataset, pick, 3, target))
}

test('the half width is that of Wilson: 20 points for 20 rows, 10 for 93', () => {
  expect(halfWidth(20)).toBeCloseTo(1.959964 / (2 * Math.sqrt(20 + 1.959964 ** 2)), 6)
  expect(minRowsFor(0.2)).toBe(21)
  expect(minRowsFor(0.1)).toBe(93)
})

test('a dataset of 60 rows with 6 test rows has too few; the text has the numbers', () => {
  const smaller = found(60).filter(({ code }) => code.startsWith('few'))
  expect(smaller.map(findingKey)).toEqual(['few-to-judge'])
  expect(smaller[0]?.rows).toHaveLength(12)
  expect(findingText(smaller[0] as (typeof smaller)[0])).toMatchObject({
    title: 'Too few rows to validate and test',
    says: 'With only 6 rows in the validation set and 6 rows in the test set, your accuracy could be off by up to 31 percentage points. Even 6 of 6 correct could be 61% on new data. Use 93 rows to be within 10 percentage points.',
  })
})

test('a number target is reported without accuracy, and so are few rows in total', () => {
  const smaller = found(40, 'a').filter(({ code }) => code.startsWith('few'))
  expect(smaller.map(findingKey)).toEqual(['few-to-judge', 'few-in-all'])
  expect(findingText(smaller[0] as (typeof smaller)[0]).says).not.toContain('Accuracy')
})

test('enough rows, or a part that the settings leave empty, give no finding', () => {
  expect(found(220)).toEqual([])
  expect(found(60, 'kind', { kind: 'random', train: 0.6, validation: 0.4, test: 0 }).map(findingKey)).toEqual([])
})
