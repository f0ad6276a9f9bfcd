/** @file defaultTarget: the target column if the user chose none. */
import { expect, test } from 'vitest'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { defaultTarget } from './default-target'

const number = (name: string): ColumnSchema => ({ name, type: 'number', min: 0, max: 1 }) as ColumnSchema
const text = (name: string): ColumnSchema => ({ name, type: 'text' }) as ColumnSchema
const category = (name: string, values: number): ColumnSchema => ({
  name,
  type: 'category',
  values: Array.from({ length: values }, (_, i) => `v${i}`),
})

test.each<[string, readonly ColumnSchema[], string]>([
  [
    'many names lose to the number behind',
    [number('id'), category('agent', 20), text('description'), number('area'), number('price')],
    'price',
  ],
  ['many names win where no number is behind', [number('area'), category('kind', 20)], 'kind'],
  ['a few classes win over numbers behind them', [category('sex', 2), number('height'), number('weight')], 'sex'],
  ['but not over a price that stands last', [category('colour', 3), number('area'), number('price')], 'price'],
  [
    'a price in the middle is one feature of several',
    [number('price'), category('colour', 3), number('area')],
    'colour',
  ],
  ['an identifier of classes is never it', [category('batch_id', 5), number('area'), number('id')], 'area'],
  ['what is called a class is', [category('class', 30), number('price')], 'class'],
  ['identifiers alone', [number('id')], 'id'],
])('%s', (_, columns, target) => {
  expect(defaultTarget(columns, undefined)).toBe(target)
  const [first] = columns
  expect(defaultTarget(columns, first?.name)).toBe(first?.name)
})
