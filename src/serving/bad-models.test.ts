/** @file A practice fault shows on the rows that a service gets, also if a few rows stretch a column's range. */
import { expect, test } from 'vitest'
import type { Dataset } from '../data/dataset'
import type { Pipeline } from '../data/pipeline'
import { readerOf } from '../data/transforms/column-reader'
import { fitSteps } from '../data/transforms/step-chain'
import type { ServiceRows } from '../protocol/serving-messages'
import { faultOfRows } from './bad-models'

const ROWS = 1000

/** How many of the rows get NaN if `x` has these values. */
function harmed(values: Float32Array<ArrayBuffer>): number {
  const dataset: Dataset = {
    schema: {
      ...{ id: 'd', title: 'd', kind: 'table', rows: ROWS, testRows: 0, target: 'y', ignore: [] },
      columns: [
        { name: 'x', type: 'number' },
        { name: 'y', type: 'number' },
      ],
    },
    columns: [
      { type: 'number', values },
      { type: 'number', values },
    ],
  }
  const train = Uint32Array.from({ length: ROWS }, (_, row) => row)
  const from = { type: 'number', shape: [] } as const
  const column = fitSteps('x', from, [], readerOf(dataset, { column: 'x', from }), train)
  const pipeline: Pipeline = { inputs: [{ label: 'in', kind: 'columns', shape: [1], columns: [column] }], outputs: [] }
  const practice = { bad: 'NaN in a corner', of: 1 } as const
  const rows = { dataset, train, slices: [] } as unknown as ServiceRows
  const fault = faultOfRows({ practice, pipeline }, { kind: 'number', classes: [] }, rows)
  return [...train].filter((row) => {
    const answer = new Float32Array(1)
    fault?.(row, answer)
    return Number.isNaN(answer[0])
  }).length
}

test('NaN for large inputs: evenly spread values are affected above 90% of their range', () => {
  expect(harmed(Float32Array.from({ length: ROWS }, (_, i) => i))).toBe(100)
})

test('NaN for large inputs: if one value stretches the range, the largest 2% of the values are affected', () => {
  expect(harmed(Float32Array.from({ length: ROWS }, (_, i) => (i === 0 ? 1e6 : i)))).toBe(20)
})

test('NaN for large inputs: a value that many rows share at the top of the range is affected', () => {
  expect(harmed(Float32Array.from({ length: ROWS }, (_, i) => (i % 20 === 0 ? 1 : 0)))).toBe(50)
})
