import { expect, test } from 'vitest'
import { roleOf } from './role'

const binding = (columns: readonly string[]) => ({
  inputs: columns.length > 0 ? [{ node: 'in', label: 'Rows', columns, shape: [columns.length] }] : [],
  outputs: [{ node: 'out', label: 'Price', task: { kind: 'number', column: 'price' } as const }],
})
const schema = { ignore: ['description'] }

test('what is set aside by the set is called an input where the drawing reads it', () => {
  expect(roleOf('description', schema, binding(['area']), 'price')).toBe('set aside')
  expect(roleOf('description', schema, binding(['area', 'description']), 'price')).toBe('input')
})

test('what is predicted, plainly read or not read', () => {
  expect(roleOf('price', schema, binding(['area']), 'agent')).toBe('predicted')
  expect(roleOf('area', schema, binding(['area']), 'price')).toBeUndefined()
  expect(roleOf('rooms', schema, binding(['area']), 'price')).toBe('not read')
  expect(roleOf('rooms', schema, binding([]), 'price')).toBeUndefined()
})
