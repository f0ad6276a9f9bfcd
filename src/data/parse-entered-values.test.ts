/**
 * @file Tests that typed values are parsed in the notation of the dataset's files, and that ambiguous values are not
 * resolved by guessing.
 */
import { expect, test } from 'vitest'
import type { ColumnSchema } from '../catalog/dataset-schema'
import { normalizeCondition, type Notation, parseTypedNumber, notationOf, parseTypedDate } from './parse-entered-values'
import { printCondition, readCondition } from './condition-text'

const COLUMNS: readonly ColumnSchema[] = [
  { name: 'height', type: 'number' },
  { name: 'day', type: 'time' },
  { name: 'code', type: 'text' },
]
const plain = (text: string, written: Notation = {}) => {
  const read = readCondition(text)
  return read.ok ? printCondition(normalizeCondition(read.value, COLUMNS, written)) : read.error.sentence
}

test.each([
  ['height > 180,5', {}, 'height > 180.5'],
  ['height > 1,234', { decimal: ',' }, 'height > 1.234'],
  ['height > 1,234', { decimal: '.' }, 'height > 1234'],
  ['height > 1.234,5 and not height=-0,5', { decimal: ',' }, 'height > 1234.5 and not height = -0.5'],
  ['height in (1, 2,5)', { decimal: ',' }, 'height in (1, 2, 5)'],
  ['height = 1.234', { decimal: ',' }, 'height = 1.234'],
  ['day >= 01.06.2022 or day = "1.6.2022 14:30"', {}, 'day >= 2022-06-01 or day = "2022-06-01 14:30"'],
  ['day = 06/01/2022', { order: 'mdy' }, 'day = 2022-06-01'],
  ['day = 06/01/2022', { order: 'dmy' }, 'day = 2022-01-06'],
  ['day > 2022', {}, 'day > 2022'],
  ['code = 01.06.2022 and code != 180,5', { decimal: ',' }, 'code = 01.06.2022 and code != "180,5"'],
] as const)('%s, written as %j', (text, written, expected) => {
  expect(plain(text, written)).toBe(expected)
  expect(plain(expected, written)).toBe(expected)
})

test('an ambiguous value is left for the check to report', () => {
  expect(parseTypedNumber('1,234', {})).toBe('ambiguous')
  expect(plain('height > 1,234')).toBe('height > "1,234"')
  expect(parseTypedDate('01/06/2022', {})).toBeUndefined()
  expect(parseTypedDate('31/06/2022', { order: 'dmy' })).toBeUndefined()
})

test('the notation comes from the import options', () => {
  expect(notationOf(undefined)).toEqual({})
  expect(notationOf({ decimal: ',', columns: { day: { order: 'dmy' }, n: { type: 'number' } } })).toEqual({
    decimal: ',',
    order: 'dmy',
  })
  expect(notationOf({ decimal: '.', columns: { a: { order: 'dmy' }, b: { order: 'mdy' } } })).toEqual({ decimal: '.' })
})
