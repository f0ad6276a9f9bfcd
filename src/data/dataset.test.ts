/**
 * @file Tests row numbers: a row keeps its number when other rows are excluded, added rows get the next numbers, and
 * conditions can use the number.
 */
import { expect, test } from 'vitest'
import { readCondition } from './condition-text'
import { type Dataset, rowNumber } from './dataset'
import type { DataStep } from './dataset-edit'
import { applySteps } from './edit-steps/index'
import { maskOf, rowsOfMask } from './evaluate-condition'
import { packChunk } from './packed-chunk'

/** Creates a dataset whose rows contain their row number. */
function numbered(from: number, rows: number, testRows = 0): Dataset {
  return {
    schema: {
      id: 'n',
      title: 'N',
      kind: 'table',
      columns: [{ name: 'called', type: 'number' }],
      rows,
      testRows,
      target: 'called',
      ignore: [],
    },
    columns: [{ type: 'number', values: Float32Array.from({ length: rows }, (_, row) => from + row) }],
  }
}

function after(base: Dataset, steps: readonly DataStep[], added = new Map<string, Uint8Array<ArrayBuffer>>()): Dataset {
  const applied = applySteps(base, steps, added)
  if (!applied.ok) throw new Error(applied.error.code)
  return applied.value
}

function expectCalled(dataset: Dataset): void {
  const [column] = dataset.columns
  const called = column?.type === 'number' ? [...column.values] : []
  expect(called.map((_, row) => rowNumber(dataset, row))).toEqual(called)
}

test('numbers count from 1; the number of an excluded row is not used again', () => {
  const base = numbered(1, 10)
  expectCalled(base)
  expectCalled(after(base, [{ kind: 'exclude', rows: [[2, 4]] }]))
  const left = after(base, [
    { kind: 'exclude', rows: [[2, 4]] },
    { kind: 'keep', rows: [[1, 5]] },
  ])
  expectCalled(left)
  expect(rowNumber(left, 1)).toBe(6)
})

test('added rows get the next numbers, although others were excluded and test rows come after them', () => {
  for (const testRows of [0, 2]) {
    const base = numbered(1, 10, testRows)
    const [first, second] = [numbered(11, 3), numbered(14, 2)]
    const append = (sha256: string, of: Dataset): DataStep => ({
      kind: 'append',
      chunks: [{ sha256, rows: of.schema.rows, bytes: 1 }],
      columns: of.schema.columns,
    })
    const added = new Map([
      ['x', packChunk(first)],
      ['y', packChunk(second)],
    ])
    const left: DataStep = { kind: 'exclude', rows: [[0, 1]] }
    // Exclude the newest row before adding more rows.
    const newest: DataStep = { kind: 'exclude', rows: [[10 - testRows, 10 - testRows]] }
    expectCalled(after(base, [left, append('x', first), newest, append('y', second), left], added))
  }
})

test('a condition on the number uses the permanent number, one on the row uses the index', () => {
  const left = after(numbered(1, 10), [{ kind: 'exclude', rows: [[0, 3]] }])
  const meeting = (text: string) => {
    const read = readCondition(text)
    if (!read.ok) throw new Error(read.error.sentence)
    const mask = maskOf(read.value, left)
    return mask.ok ? [...rowsOfMask(mask.value)] : mask.error.sentence
  }
  expect(meeting('number = 6')).toEqual([1])
  expect(meeting('number <= 6')).toEqual([0, 1])
  expect(meeting('row = 1')).toEqual([1])
})
