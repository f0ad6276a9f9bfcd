/**
 * @file Tests packed chunks and their columns: reading a chunk returns what was written, for all column types, and
 * damaged data is reported.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { joinColumns, rowsIn, takeRows, textAt, textColumn, valuesOf } from './column-operations'
import { packChunk, unpackChunk } from './packed-chunk'

const SCHEMAS: readonly ColumnSchema[] = [
  { name: 'age', type: 'number' },
  { name: 'id', type: 'number', wide: true },
  { name: 'kind', type: 'category', values: ['a', 'b', 'c'] },
  { name: 'picture', type: 'image', height: 3, width: 1, channels: 1 },
  { name: 'said', type: 'text' },
  { name: 'at', type: 'time' },
  { name: 'curve', type: 'array', shape: [2, 3] },
]

const drawn = (schema: ColumnSchema, rows: number): fc.Arbitrary<Column> => {
  const list = <T>(of: fc.Arbitrary<T>, size = 1) => fc.array(of, { minLength: rows * size, maxLength: rows * size })
  switch (schema.type) {
    case 'number':
      return list(fc.double()).map((all) => ({
        type: 'number',
        values: schema.wide ? Float64Array.from(all) : Float32Array.from(all),
      }))
    case 'category':
      return list(fc.integer({ min: -1, max: schema.values.length - 1 })).map((all) => ({
        type: 'category',
        codes: Int16Array.from(all),
      }))
    case 'image':
      return list(fc.integer({ min: 0, max: 255 }), 3).map((all) => ({ type: 'image', pixels: Uint8Array.from(all) }))
    case 'text':
      return list(fc.string({ unit: 'grapheme' })).map(textColumn)
    case 'time':
      return list(fc.double()).map((all) => ({ type: 'time', values: Float64Array.from(all) }))
    default:
      return list(fc.float(), 6).map((all) => ({ type: 'array', values: Float32Array.from(all) }))
  }
}

const schemaOf = (rows: number, columns = SCHEMAS) => ({
  id: 'x',
  title: 'X',
  kind: 'table' as const,
  columns,
  rows,
  testRows: 0,
  target: 'kind',
  ignore: [],
})

const table = fc
  .integer({ min: 0, max: 9 })
  .chain((rows) =>
    fc.tuple(...SCHEMAS.map((schema) => drawn(schema, rows))).map((columns) => ({ schema: schemaOf(rows), columns })),
  )

test('a chunk returns the columns that were packed', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 0, max: 8 }), (dataset, offset) => {
      const packed = packChunk(dataset)
      // A chunk may start at any offset in a larger buffer.
      const moved = new Uint8Array(packed.length + offset).subarray(offset)
      moved.set(packed)
      expect(unpackChunk(dataset.schema, dataset.schema.rows, moved)).toEqual({ ok: true, value: dataset.columns })
    }),
  )
})

test('selected rows, in any order and repeated, are those rows; concatenated parts are the whole', () => {
  fc.assert(
    fc.property(table, fc.array(fc.nat(), { maxLength: 12 }), (dataset, picks) => {
      const { rows } = dataset.schema
      const take = rows === 0 ? [] : picks.map((n) => n % rows)
      dataset.columns.forEach((column, i) => {
        const schema = SCHEMAS[i] as ColumnSchema
        const some = takeRows(column, schema, take)
        expect(rowsIn(some, schema)).toBe(take.length)
        if (some.type === 'text' && column.type === 'text') {
          expect(take.map((_, at) => textAt(some, at))).toEqual(take.map((row) => textAt(column, row)))
        } else {
          const size = valuesOf(column).length / Math.max(1, rows)
          const expected = take.flatMap((row) => [...valuesOf(column).subarray(row * size, (row + 1) * size)])
          expect([...valuesOf(some)]).toEqual(expected)
        }
        const all = Array.from({ length: rows }, (_, row) => row)
        const half = Math.floor(rows / 2)
        const parts = [all.slice(0, half), all.slice(half)].map((part) => takeRows(column, schema, part))
        expect(joinColumns(schema, parts)).toEqual(column)
      })
    }),
  )
})

test('no truncated chunk and no invalid code is accepted', () => {
  const columns = [Int16Array.of(0, 1, 2)].map((codes): Column => ({ type: 'category', codes }))
  const dataset = { schema: schemaOf(3, SCHEMAS.slice(2, 3)), columns }
  const packed = packChunk(dataset)
  for (let length = 0; length < packed.length; length++) {
    expect(unpackChunk(dataset.schema, 3, packed.slice(0, length)).ok).toBe(false)
  }
  packed[0] = 3
  expect(unpackChunk(dataset.schema, 3, packed)).toEqual({
    ok: false,
    error: '"kind" has a code outside its 3 values',
  })
  const texts = { schema: schemaOf(2, SCHEMAS.slice(4, 5)), columns: [textColumn(['ab', 'c'])] }
  const broken = packChunk(texts)
  broken[0] = 4
  expect(unpackChunk(texts.schema, 2, broken)).toEqual({
    ok: false,
    error: '"said" contains text that ends before it starts',
  })
})
