import { expect, test } from 'vitest'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'
import { nearestRows } from './nearest-rows'

function run<R>(work: Generator<undefined, R>): R {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const schema = (columns: DatasetSchema['columns'], rows: number): DatasetSchema => ({
  ...{ id: 't', title: 't', kind: 'table', columns, rows, testRows: 0, target: 'y', ignore: ['id'] },
})

test('numbers by their range and classes by equality; the target, ignored columns and missing values do not count', () => {
  const dataset: Dataset = {
    schema: schema(
      [
        { name: 'a', type: 'number' },
        { name: 'kind', type: 'category', values: ['x', 'z'] },
        { name: 'y', type: 'number' },
        { name: 'id', type: 'number' },
      ],
      5,
    ),
    columns: [
      { type: 'number', values: Float32Array.of(0, 10, 1, 0, Number.NaN) },
      { type: 'category', codes: Int16Array.of(0, 0, 0, 1, 0) },
      { type: 'number', values: Float32Array.of(0, 0, 99, 99, 0) },
      { type: 'number', values: Float32Array.of(0, 1, 2, 3, 4) },
    ],
  }
  const near = run(nearestRows(dataset, 0, 4))
  expect(near[0]).toEqual({ row: 2, apart: expect.closeTo(0.05, 6) })
  expect(near.map(({ row }) => row)).toEqual([2, 1, 3, 4])
  expect(near.slice(1).map(({ apart: distance }) => distance)).toEqual([0.5, 0.5, 0.5])
})

test('images by their pixels: equal images have distance 0', () => {
  const dataset: Dataset = {
    schema: schema([{ name: 'p', type: 'image', height: 1, width: 2, channels: 1 }], 3),
    columns: [{ type: 'image', pixels: Uint8Array.of(0, 255, 255, 0, 0, 255) }],
  }
  expect(run(nearestRows(dataset, 0, 2))).toEqual([
    { row: 2, apart: 0 },
    { row: 1, apart: 1 },
  ])
})
