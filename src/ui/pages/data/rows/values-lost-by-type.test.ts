/** @file Tests that the values that would be lost by a type change are known before the change is made. */
import { expect, test } from 'vitest'
import { textColumn } from '../../../../data/column-operations'
import { lossOf } from './values-lost-by-type'

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
