/**
 * @file Tests reading text typed into a cell: decimal commas, dates in the displayed format and in the files' format,
 * and the reason why text is invalid.
 */
import { expect, test } from 'vitest'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { readCell, lossOf } from './parse-cell'
import { textColumn } from '../../../../data/column-operations'

const read = (text: string, schema: ColumnSchema) => {
  const found = readCell(text, schema)
  return 'value' in found ? found.value : `refused: ${found.why}`
}
const NUMBER: ColumnSchema = { name: 'weight', type: 'number' }
const TIME: ColumnSchema = { name: 'when', type: 'time' }
const CLASS: ColumnSchema = { name: 'kind', type: 'category', values: ['rose', 'tulip', 'tulsi'] }

test.each([
  ['43,7', 43.7],
  ['43.7', 43.7],
  ['−3,25', -3.25],
  ['1.234,5', 1234.5],
  ['1,234.5', 1234.5],
  ['0,125', 0.125],
  ['1234', 1234],
  ['1e3', 1000],
  [' ', null],
  ['1,234', 'refused: 1,234 can mean 1.234 or 1234. Enter one of these.'],
  ['abc', 'refused: "weight" needs a number such as 43.7 or 43,7, not abc.'],
  ['1,2,3', 'refused: "weight" needs a number such as 43.7 or 43,7, not 1,2,3.'],
])('%s in a column of numbers', (text, value) => {
  expect(read(text, NUMBER)).toBe(value)
})

test.each([
  ['2022-06-01', '2022-06-01'],
  ['2022-06-01 14:30', '2022-06-01 14:30'],
  ['01.06.2022', '2022-06-01'],
  ['1.6.2022 14:30', '2022-06-01 14:30'],
  ['01/06/2022', expect.stringMatching(/^refused: "when" needs a date/)],
  ['soon', expect.stringMatching(/^refused: "when" needs a date/)],
])('%s in a column of dates', (text, value) => {
  expect(read(text, TIME)).toEqual(value)
})

test('a class by its unique prefix', () => {
  expect([read('ro', CLASS), read('tul', CLASS), read('lily', CLASS)]).toEqual(['rose', 'tul', 'lily'])
})

test('if the files of the dataset determine the notation, nothing is ambiguous', () => {
  expect([readCell('1,234', NUMBER, { decimal: ',' }), readCell('1,234', NUMBER, { decimal: '.' })]).toEqual([
    { value: 1.234 },
    { value: 1234 },
  ])
  expect(readCell('01/06/2022', TIME, { order: 'dmy' })).toEqual({ value: '2022-06-01' })
})

const weights = ['51.2', 'k.A.', '', '64,4', 'k.A.']

test('texts as numbers: invalid ones would become missing, missing ones are not counted', () => {
  const column = textColumn(weights)
  expect(lossOf({ name: 'w', type: 'text' }, column, 5, 'number')).toEqual({ ok: true, values: 2, of: 4, first: 1 })
  expect(lossOf({ name: 'w', type: 'text' }, column, 5, 'category')).toEqual({
    ...{ ok: true, values: 0, of: 4 },
    first: undefined,
  })
})

test('an impossible change is reported', () => {
  const many = textColumn(Array.from({ length: 40_000 }, (_, i) => `word ${i}`))
  expect(lossOf({ name: 'w', type: 'text' }, many, 40_000, 'category')).toMatchObject({ ok: false })
})
