/** @file What is lost by another type is known before it is taken. */
import { expect, test } from 'vitest'
import { textColumn } from '../../../../data/columns'
import { lossOf } from './type-loss'

const weights = ['51.2', 'k.A.', '', '64,4', 'k.A.']

test('texts as numbers: what is none would be missing, what is missing already is not lost', () => {
  const column = textColumn(weights)
  expect(lossOf({ name: 'w', type: 'text' }, column, 5, 'number')).toEqual({ ok: true, values: 2, of: 4, first: 1 })
  expect(lossOf({ name: 'w', type: 'text' }, column, 5, 'category')).toEqual({
    ...{ ok: true, values: 0, of: 4 },
    first: undefined,
  })
})

test('what cannot be is said', () => {
  const many = textColumn(Array.from({ length: 40_000 }, (_, i) => `word ${i}`))
  expect(lossOf({ name: 'w', type: 'text' }, many, 40_000, 'category')).toMatchObject({ ok: false })
})
