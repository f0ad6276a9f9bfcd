import { expect, test } from 'vitest'
import { penguins } from '../catalog/datasets/tables'
import type { Task } from '../data/column-binding'
import type { Dataset } from '../data/dataset'
import { balanced, lowerClassWeights } from './class-weights'

const dataset: Dataset = {
  schema: {
    ...penguins.schema,
    columns: [
      { name: 'species', type: 'category', values: ['a', 'b', 'c'] },
      { name: 'mass', type: 'number' },
    ],
  },
  columns: [
    { type: 'category', codes: Int16Array.of(0, 0, 0, 1, -1, 2, 2) },
    { type: 'number', values: new Float32Array(7) },
  ],
}
const species: { readonly task: Task } = { task: { kind: 'classes', column: 'species', labels: ['a', 'b', 'c'] } }
const mass: { readonly task: Task } = { task: { kind: 'number', column: 'mass' } }
// The training set leaves out two rows of class c.
const rows = Uint32Array.of(0, 1, 2, 3, 4)

test('balanced weights use only the training rows; a numeric target has none', () => {
  expect(lowerClassWeights('balanced', [mass, species], dataset, rows)).toEqual([undefined, [4 / 6, 4 / 2, 1]])
})

test('weights follow the order of the labels; missing ones are 1', () => {
  expect(lowerClassWeights({ c: 5, b: 0, toString: 9 }, [species], dataset, rows)).toEqual([[1, 0, 5]])
  expect(lowerClassWeights(undefined, [species], dataset, rows)).toEqual([undefined])
})

test('balanced classes have equal total weight, and the mean weight of a row is 1', () => {
  const counts = [50, 3, 0, 12]
  const weights = balanced(counts)
  const mass = counts.map((count, i) => count * (weights[i] as number)).filter((part) => part > 0)
  for (const part of mass) expect(part).toBeCloseTo(65 / 3, 9)
})
