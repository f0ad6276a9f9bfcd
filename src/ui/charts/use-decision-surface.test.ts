import { expect, test } from 'vitest'
import { readSurface } from './use-decision-surface'

const rows = [{ label: 'b', probabilities: { b: 0.9, a: 0.1 } }]

test('probabilities are in label order, from the only output or the first of several', () => {
  expect(readSurface({ outputs: rows }, ['a', 'b'], 1)).toEqual([[0.1, 0.9]])
  expect(readSurface({ outputs: { size: [3], kind: rows } }, ['a', 'b'], 1)).toEqual([[0.1, 0.9]])
})

test('a result of another type or length gives no surface', () => {
  expect(readSurface({ outputs: [1, 2] }, ['a'], 2)).toBeUndefined()
  expect(readSurface({ outputs: rows }, ['a', 'b'], 2)).toBeUndefined()
  expect(readSurface(null, ['a'], 1)).toBeUndefined()
})
