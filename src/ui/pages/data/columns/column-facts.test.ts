/** @file Tests the facts of a column: its summary line, its named facts, and bars with distinct names. */
import { expect, test } from 'vitest'
import type { ColumnProfile } from '../../../../data/column-profile'
import { barsOf, columnFacts, columnSummary, roleOf, byClass } from './column-facts'

const HOUR = 3_600_000
const quantiles = { q05: 1, q25: 2, median: 3, q75: 4, q95: 5 }

test('a number: its range, and facts that say when they are estimated', () => {
  const column = {
    ...{ type: 'number', name: 'size', missing: 2, min: 0, max: 20, mean: 4.56789, deviation: 1.5, distinct: 90 },
    ...{ quantiles, histogram: [1, 2], sampled: 1000, top: [{ value: 3, count: 7 }] },
    withTarget: { kind: 'ratio', eta: 0.5 },
  } as unknown as ColumnProfile
  expect(columnSummary(column)).toBe('0 to 20, mean 4.568, 2 missing')
  expect(columnFacts(column, 100, 'kind').filter(([, , about]) => about !== undefined)).toEqual([
    ['With kind', 'correlation ratio η 0.50', expect.stringContaining('1 is completely')],
  ])
  expect(Object.fromEntries(columnFacts(column, 100, 'kind'))).toEqual({
    Missing: '2 of 100 (2.0%)',
    Distinct: 'about 90',
    Quartiles: '2 · 3 · 4',
    'Middle 90%': '1 to 5',
    'Std. deviation': '1.5',
    'Most frequent': '3 (7×)',
    'With kind': 'correlation ratio η 0.50',
    Estimated: 'quantiles and bars from a random sample of 1,000 rows',
  })
  expect(barsOf(column)).toEqual({
    bars: [
      { name: '5', count: 1 },
      { name: '15', count: 2 },
    ],
    edges: ['0', '10', '20'],
  })
})

test('a time is drawn by its days, a text by its length, a category by its classes', () => {
  const time = {
    type: 'time',
    min: 5 * HOUR,
    max: 53 * HOUR,
    missing: 0,
    histogram: [1, 1],
  } as unknown as ColumnProfile
  expect(columnSummary(time)).toBe('1970-01-01 05:00 to 1970-01-03 05:00')
  expect(barsOf(time)?.edges).toEqual(['1970-01-01', '1970-01-02', '1970-01-03'])
  const lengths = { min: 7, max: 9, quantiles: { ...quantiles, median: 8 } }
  expect(columnSummary({ type: 'text', missing: 0, lengths } as unknown as ColumnProfile)).toBe(
    '7 to 9 characters, median 8',
  )
  const counts = [
    { value: 'a', count: 1200 },
    { value: 'b', count: 3 },
  ]
  expect(columnSummary({ type: 'category', missing: 0, counts } as unknown as ColumnProfile)).toBe(
    '2 classes, 3 to 1,200 each',
  )
})

const binding = (columns: readonly string[]) => ({
  inputs: columns.length > 0 ? [{ node: 'in', label: 'Rows', columns, shape: [columns.length] }] : [],
  outputs: [{ node: 'out', label: 'Price', task: { kind: 'number', column: 'price' } as const }],
})
const schema = { ignore: ['description'] }

test('a column that the dataset excludes is called an input if the network reads it', () => {
  expect(roleOf('description', schema, binding(['area']), 'price')).toBe('excluded')
  expect(roleOf('description', schema, binding(['area', 'description']), 'price')).toBe('input')
})

test('targets, plain inputs and unused columns', () => {
  expect(roleOf('price', schema, binding(['area']), 'agent')).toBe('target')
  expect(roleOf('area', schema, binding(['area']), 'price')).toBeUndefined()
  expect(roleOf('rooms', schema, binding(['area']), 'price')).toBe('unused')
  expect(roleOf('rooms', schema, binding([]), 'price')).toBeUndefined()
})

test('every row of the split is listed once, under its class, in the original order', () => {
  expect(byClass([0, 1, 0, -1, 1], [4, 3, 2, 0], 2)).toEqual([[2, 0], [4]])
  expect(byClass([], [], 3)).toEqual([[], [], []])
})
