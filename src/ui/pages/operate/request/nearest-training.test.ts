import { describe, expect, test } from 'vitest'
import type { Dataset } from '../../../../data/dataset'
import { nearestRows } from '../../../../data/nearest-rows'
import { openFold } from '../../../../ops/log/fold-log'
import { slotOf } from '../../../../ops/log/request-buffer'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { HOUR } from '../../../../ops/scenario/scenario'
import { nearestTraining } from './nearest-training'
import { similarRequests } from './request-input'

function all<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

const servedData: Dataset = {
  schema: {
    ...{ id: 'test', title: 'Test', kind: 'table', rows: 6, testRows: 0, target: 'kind', ignore: [] },
    columns: [
      { name: 'size', type: 'number' },
      { name: 'shop', type: 'category', values: ['a', 'b'] },
      { name: 'face', type: 'image', height: 1, width: 2, channels: 1 },
      { name: 'kind', type: 'category', values: ['x', 'y'] },
    ],
  },
  columns: [
    { type: 'number', values: Float64Array.of(1, 2, 3, 4, 5, Number.NaN) },
    { type: 'category', codes: Int32Array.of(0, 0, 1, 1, 0, 1) },
    { type: 'image', pixels: Uint8Array.of(0, 0, 255, 0, 0, 255, 9, 9, 200, 200, 0, 1) },
    { type: 'category', codes: Int32Array.of(0, 1, 0, 1, 0, 1) },
  ],
} as never
const train = Uint32Array.of(0, 1, 2, 4, 5)

describe('the nearest training rows', () => {
  test('of a dataset row are those that the Data page shows, among the training rows', () => {
    for (const row of [0, 3, 1]) {
      const values = {
        size: [1, 2, 3, 4, 5][row],
        shop: ['a', 'a', 'b', 'b', 'a'][row],
        face: [
          [0, 0],
          [255, 0],
          [0, 255],
          [9, 9],
          [200, 200],
        ][row],
      }
      const wanted = all(nearestRows(servedData, row, 5)).filter((near) => train.includes(near.row))
      const results = all(nearestTraining(servedData, train, values, 5, row))
      expect(results.map((near) => near.row)).toEqual(wanted.map((near) => near.row))
    }
  })

  test('of an external request skip missing columns; an empty request has none', () => {
    expect(all(nearestTraining(servedData, train, { face: [250, 1], size: null }, 1))[0]?.row).toBe(1)
    expect(all(nearestTraining(servedData, train, { size: 'wide', other: 3 }, 3))).toEqual([])
    expect(all(nearestTraining(servedData, train, { shop: 'elsewhere' }, 1))[0]?.apart).toBe(1)
  })
})

describe('similar requests', () => {
  const log = sampleLog(2000, HOUR)
  const folding = openFold({})
  folding.push([log.requests, log.labels], log.through, book)
  const { buffer } = folding

  test('are earlier ones: of the same row first, then those with the most similar predictions', () => {
    const results = similarRequests(buffer, 1500, 8)
    expect(results).toHaveLength(8)
    expect(results.every(({ id }) => id < 1500)).toBe(true)
    const row = buffer.columns.row[slotOf(buffer, 1500)]
    for (const { id, sameRow } of results) if (sameRow) expect(buffer.columns.row[slotOf(buffer, id)]).toBe(row)
    const rest = results.filter(({ sameRow }) => !sameRow).map(({ distance }) => distance)
    expect(rest).toEqual(rest.toSorted((a, b) => a - b))
    const distance = (id: number) =>
      [0, 1, 2].reduce(
        (sum, k) =>
          sum +
          Math.abs((buffer.columns.outputs[3 * 1500 + k] as number) - (buffer.columns.outputs[3 * id + k] as number)),
        0,
      ) / 2
    const all = Array.from({ length: 1500 }, (_, id) => distance(id)).filter((one) => !Number.isNaN(one))
    expect(rest[0]).toBeCloseTo(Math.min(...all), 9)
  })

  test('of a request that is no longer stored are none', () => {
    expect(similarRequests(buffer, 5000, 8)).toEqual([])
    expect(similarRequests(buffer, 0, 8)).toEqual([])
  })
})
