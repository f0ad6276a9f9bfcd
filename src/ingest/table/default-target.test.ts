/** @file Tests defaultTarget: the target column that is used if the user does not choose one. */
import { expect, test } from 'vitest'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { defaultTarget } from './column-names'

const number = (name: string): ColumnSchema => ({ name, type: 'number', min: 0, max: 1 }) as ColumnSchema
const text = (name: string): ColumnSchema => ({ name, type: 'text' }) as ColumnSchema
const category = (name: string, values: number): ColumnSchema => ({
  name,
  type: 'category',
  values: Array.from({ length: values }, (_, i) => `v${i}`),
})

test.each<[string, readonly ColumnSchema[], string]>([
  [
    'a category with many values loses to a number after it',
    [number('id'), category('agent', 20), text('description'), number('area'), number('price')],
    'price',
  ],
  ['a category with many values wins if no number follows', [number('area'), category('kind', 20)], 'kind'],
  ['a few classes win over numbers after them', [category('sex', 2), number('height'), number('weight')], 'sex'],
  [
    'a price in the last column wins over a few classes',
    [category('colour', 3), number('area'), number('price')],
    'price',
  ],
  [
    'a price in the middle is one feature of several',
    [number('price'), category('colour', 3), number('area')],
    'colour',
  ],
  ['an identifier column is never the target', [category('batch_id', 5), number('area'), number('id')], 'area'],
  ['a column named like a class is the target', [category('class', 30), number('price')], 'class'],
  ['next to x, y is a coordinate', [number('x'), number('y'), number('Label')], 'Label'],
  ['without another typical name, it is one of the columns', [number('x'), number('y'), category('moon', 2)], 'moon'],
  ['alone, y is what depends on the others', [category('colour', 3), number('x1'), number('y'), number('x2')], 'y'],
  ['the most typical name wins', [category('category', 4), category('y', 2), number('target')], 'target'],
  ['only identifiers', [number('id')], 'id'],
])('%s', (_, columns, target) => {
  expect(defaultTarget(columns, undefined)).toBe(target)
  const [first] = columns
  expect(defaultTarget(columns, first?.name)).toBe(first?.name)
})
