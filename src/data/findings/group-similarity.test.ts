/** @file Tests group similarity: the results match those of SciPy's tests, and nothing is found in random data. */
import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import type { ColumnData } from './finding'
import { groupSimilarity } from './group-similarity'

const numbers = (values: readonly number[]): ColumnData => ({
  schema: { name: 'x', type: 'number' },
  values: { type: 'number', values: Float32Array.from(values) },
})
const classes = (codes: readonly number[], count: number): ColumnData => ({
  schema: { name: 'x', type: 'category', values: Array.from({ length: count }, (_, i) => `v${i}`) },
  values: { type: 'category', codes: Int16Array.from(codes) },
})
const every = (count: number) => Uint32Array.from({ length: count }, (_, row) => row)

test('numbers are tested like Kruskal and Wallis', () => {
  // Expected p-value: scipy.stats.kruskal([1, 3, 3, 7, 9], [2, 4, 6, 8, 10, 12], [11, 13, 13, 17]), which has ties and
  // gives H = 8.3105.
  const similarity = groupSimilarity(
    numbers([1, 3, 3, 7, 9, 2, 4, 6, 8, 10, 12, 11, 13, 13, 17]),
    every(15),
    Int32Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]),
  )
  expect(similarity?.p).toBeCloseTo(0.015681762441460485, 12)
})

test('a column that is constant within groups has a share of 1, an unrelated one of 0', () => {
  const random = rng(5, { kind: 'generate' })
  const groups = Int32Array.from({ length: 400 }, (_, row) => Math.floor(row / 8))
  const of = groups.map((group) => (group * 7) % 3)
  expect(groupSimilarity(classes([...of], 3), every(400), groups)?.share).toBe(1)
  expect(groupSimilarity(numbers([...of]), every(400), groups)?.share).toBe(1)
  const chance = Array.from({ length: 100 }, () => [
    groupSimilarity(numbers(Array.from(groups, () => random.normal())), every(400), groups),
    groupSimilarity(
      classes(
        Array.from(groups, () => random.below(4)),
        4,
      ),
      every(400),
      groups,
    ),
  ]).flat()
  expect(chance.filter((similarity) => (similarity?.p ?? 0) < 0.05).length).toBeLessThan(20)
  expect(Math.max(...chance.map((similarity) => similarity?.share ?? 1))).toBeLessThan(0.12)
  expect(chance.filter((similarity) => (similarity?.p ?? 0) < 0.001)).toEqual([])
})

test('rows without a value do not count; an untestable column gives undefined', () => {
  const groups = Int32Array.from([0, 0, 1, 1, 2])
  expect(groupSimilarity(classes([0, 0, 1, 1, -1], 2), every(5), groups)?.share).toBe(1)
  expect(groupSimilarity(numbers([1, 1, 1, 1, Number.NaN]), every(5), groups)).toBeUndefined()
  expect(groupSimilarity(classes([-1, -1, -1, -1, -1], 2), every(5), groups)).toBeUndefined()
})
