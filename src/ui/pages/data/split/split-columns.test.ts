import { expect, test } from 'vitest'
import type { Dataset } from '../../../../data/dataset'
import { columnsFor, splitOfKind, proposedColumn } from './split-columns'

const ROWS = 100
const number = (of: (row: number) => number) =>
  ({ type: 'number', values: Float32Array.from({ length: ROWS }, (_, row) => of(row)) }) as const
const dataset: Dataset = {
  schema: {
    id: 's',
    title: 'S',
    kind: 'table',
    columns: [
      { name: 'id', type: 'number' },
      { name: 'price', type: 'number' },
      { name: 'sex', type: 'category', values: ['f', 'm'] },
      { name: 'customer', type: 'number' },
      { name: 'day', type: 'time' },
      { name: 'buys', type: 'category', values: ['no', 'yes'] },
    ],
    rows: ROWS,
    testRows: 0,
    target: 'buys',
    ignore: ['id'],
  },
  columns: [
    number((row) => row),
    number((row) => row * 1.5),
    { type: 'category', codes: Int16Array.from({ length: ROWS }, (_, row) => row % 2) },
    number((row) => row % 25),
    { type: 'time', values: Float64Array.from({ length: ROWS }, (_, row) => row * 86_400_000) },
    { type: 'category', codes: new Int16Array(ROWS) },
  ],
}

test('groups are searched first among repeated values, never in an id with unique values', () => {
  const columns = columnsFor('group', dataset, 'buys')
  expect(columns[0]).toBe('customer')
  // A column with a different value in every row does not define groups.
  expect(columns).toEqual(['customer', 'sex'])
})

test('the groups that the report finds come first', () => {
  const { schema } = dataset
  const city = {
    name: 'city',
    type: 'category',
    values: Array.from({ length: 12 }, (_, i) => 'abcdefghijkl'[i] ?? ''),
  } as const
  const kunde = { name: 'kunde', type: 'category', values: Array.from({ length: 20 }, (_, i) => `K${i}`) } as const
  const columns = [city, kunde, ...schema.columns.filter(({ name }) => name !== 'customer')]
  const codes = (of: (row: number) => number) =>
    ({ type: 'category', codes: Int16Array.from({ length: ROWS }, (_, row) => of(row)) }) as const
  const shop: Dataset = {
    schema: { ...schema, columns },
    columns: [
      codes((row) => (row * 7) % 12),
      codes((row) => Math.floor(row / 5)),
      ...dataset.columns.filter((_, i) => schema.columns[i]?.name !== 'customer'),
    ],
  }
  expect(columnsFor('group', shop, 'buys')[0]).toBe('kunde')
})

test('a column that names no group is not proposed as one', () => {
  expect(proposedColumn('group', dataset, 'buys')).toBe('customer')
  const columns = dataset.schema.columns.map((one) => (one.name === 'customer' ? { ...one, name: 'age' } : one))
  const ages: Dataset = { ...dataset, schema: { ...dataset.schema, columns } }
  expect(columnsFor('group', ages, 'buys')).toEqual(['age', 'sex'])
  expect(proposedColumn('group', ages, 'buys')).toBeUndefined()
  expect(proposedColumn('time', ages, 'buys')).toBe('day')
})

test('another kind of split starts with its own most likely column', () => {
  const before = { kind: 'group', column: 'customer', train: 0.8, validation: 0.1, test: 0.1 } as const
  expect(splitOfKind('time', before, columnsFor('time', dataset, 'buys')).column).toBe('day')
  expect(splitOfKind('group', before, ['id', 'customer']).column).toBe('customer')
})

test('a number is proposed as a time only if it is named like one', () => {
  const renamed = (name: string): Dataset => {
    const columns = dataset.schema.columns.map((one) =>
      one.name === 'customer' ? { ...one, name } : one.type === 'time' ? { ...one, type: 'number' as const } : one,
    )
    const named = columns.map((one) => (one.name === 'day' ? { ...one, name: 'weight' } : one))
    return { ...dataset, schema: { ...dataset.schema, columns: named } }
  }
  for (const name of ['Year', 'orderDate', 'created_at', 'Model year', 'timestamp'])
    expect(proposedColumn('time', renamed(name), 'buys'), name).toBe(name)
  for (const name of ['Cylinders', 'yearling', 'datebase', 'overtimer'])
    expect(proposedColumn('time', renamed(name), 'buys'), name).toBeUndefined()
})
