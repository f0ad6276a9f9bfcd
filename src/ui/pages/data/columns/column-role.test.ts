import { expect, test } from 'vitest'
import { roleOf } from './column-role'

const binding = (columns: readonly string[]) => ({
  inputs: columns.length > 0 ? [{ node: 'in', label: 'Rows', columns, shape: [columns.length] }] : [],
  outputs: [{ node: 'out', label: 'Price', task: { kind: 'number', column: 'price' } as const }],
})
const schema = { ignore: ['description'] }

test('a column that the dataset excludes is called an input if the network reads it', () => {
  expect(roleOf('description', schema, binding(['area']), 'price')).toBe('excluded')
  expect(roleOf('description', schema, binding(['area', 'description']), 'price')).toBe('input')
})

test('targets, plain inputs and unused columns', () => {
  expect(roleOf('price', schema, binding(['area']), 'agent')).toBe('target')
  expect(roleOf('area', schema, binding(['area']), 'price')).toBeUndefined()
  expect(roleOf('rooms', schema, binding(['area']), 'price')).toBe('unused')
  expect(roleOf('rooms', schema, binding([]), 'price')).toBeUndefined()
})
