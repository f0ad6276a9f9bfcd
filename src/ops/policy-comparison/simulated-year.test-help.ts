/** @file A dataset for testing policy comparisons, with two sensors whose readings separate two classes. */
import { rng } from '../../base/rng'
import type { ComparisonDataset } from './simulated-year'

/** Creates this many rows; class b has higher readings on both sensors. */
export function twoSensors(rows: number, seed = 1): ComparisonDataset {
  const random = rng(seed, { kind: 'generate' })
  const table = Array.from({ length: rows }, (_, row) => {
    const answer = row % 2
    return { answer, values: { first: random.normal() + 3 * answer, second: random.normal() + 2 * answer } }
  })
  const half = Math.floor(rows / 2)
  return {
    ...{ id: 'two sensors', classes: ['a', 'b'], begins: 0 },
    columns: [
      { name: 'first', type: 'number' },
      { name: 'second', type: 'number' },
    ],
    values: (row) => table[row]?.values ?? {},
    answer: (row) => table[row]?.answer ?? Number.NaN,
    train: Array.from({ length: half }, (_, row) => row),
    heldOut: Array.from({ length: rows - half }, (_, row) => half + row),
  }
}
