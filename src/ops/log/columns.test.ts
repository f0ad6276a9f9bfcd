/**
 * @file Tests copying request columns: all values of a row are copied, for few or many rows, into tables of equal or
 * greater width.
 */
import { expect, test } from 'vitest'
import { type Columns, copyRows, makeColumns, type Widths } from './columns'

const WIDTHS = { width: 3, stages: 4, features: 2 }

test.each([1, 7, 8, 30])('%i rows are copied with every column', (count) => {
  const [of, to] = [numbered(40, WIDTHS), makeColumns(40, WIDTHS)]
  copyRows({ columns: to, widths: WIDTHS }, 5, { columns: of, widths: WIDTHS }, 2, 2 + count)
  for (const name of Object.keys(of) as (keyof Columns)[]) {
    const wide = to[name].length / 40
    expect(to[name].subarray(5 * wide, (5 + count) * wide), name).toEqual(
      of[name].subarray(2 * wide, (2 + count) * wide),
    )
    expect(Number(to[name][(5 + count) * wide]), name).toBe(0)
  }
})

test.each([2, 20])('%i rows of a narrower table have NaN in columns it lacks', (count) => {
  const wider = { width: 5, stages: 6, features: 0 }
  const [of, to] = [numbered(40, WIDTHS), makeColumns(40, wider)]
  copyRows({ columns: to, widths: wider }, 0, { columns: of, widths: WIDTHS }, 3, 3 + count)
  expect([...to.outputs.subarray(0, 5)]).toEqual([...of.outputs.subarray(9, 12), Number.NaN, Number.NaN])
  expect([...to.times.subarray(6, 12)]).toEqual([...of.times.subarray(16, 20), Number.NaN, Number.NaN])
})

/** Fills the columns so that no two of them contain the same number at the same position. */
function numbered(count: number, widths: Widths): Columns {
  const columns = makeColumns(count, widths)
  for (const [nth, column] of Object.values(columns).entries()) {
    for (let i = 0; i < column.length; i++) column[i] = 1 + ((i * 7 + nth * 11) % 100)
  }
  return columns
}
