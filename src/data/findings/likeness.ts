/**
 * @file likeness: whether rows of one group are more alike in a column than rows taken at random. Numbers by the test of Kruskal and
 * Wallis (1952), categories by that of Light and Margolin (1971): both are the share of what varies that the groups tell, R², as
 * (n - 1)(k - 1)R² against χ² with (k - 1)(g - 1) degrees of freedom, where a number counts by its rank and as k = 2.
 */
import { upperGamma } from '../../metrics/two-samples'
import type { ViewedColumn } from './finding'

export interface Likeness {
  /** Of what varies from row to row, the share that the groups tell beyond chance (R² adjusted): 1 where all of a group are the same. */
  readonly share: number
  /** Of so much by chance. */
  readonly p: number
}

/** Of rows that are each in a group, `groups[i]` that of `rows[i]`; undefined where the column cannot tell. */
export function likeness(
  { schema, values }: ViewedColumn,
  rows: Uint32Array,
  groups: Int32Array,
): Likeness | undefined {
  switch (values.type) {
    case 'category':
      return ofClasses(
        Int32Array.from(rows, (row) => values.codes[row] as number),
        groups,
        schema,
      )
    case 'number':
    case 'time':
      return ofNumbers(
        Float64Array.from(rows, (row) => values.values[row] as number),
        groups,
      )
    case 'text':
    case 'image':
    case 'array':
      return undefined
    default:
      return values satisfies never
  }
}

function ofNumbers(values: Float64Array, groups: Int32Array): Likeness | undefined {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const mean = (sorted.length - 1) / 2
  const sums = new Map<number, { rows: number; sum: number }>()
  let total = 0
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return
    // Equal values have the middle of their ranks.
    const rank = (firstAt(sorted, value, false) + firstAt(sorted, value, true) - 1) / 2 - mean
    const group = groups[i] as number
    const of = sums.get(group) ?? { rows: 0, sum: 0 }
    sums.set(group, of)
    of.rows++
    of.sum += rank
    total += rank * rank
  })
  let between = 0
  for (const { rows, sum } of sums.values()) between += (sum * sum) / rows
  return told(between / total, sorted.length, sums.size, 2)
}

/** Where a value begins among sorted ones, or where what is above it does. */
function firstAt(sorted: Float64Array, value: number, above: boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const at = sorted[middle] as number
    if (at < value || (above && at === value)) low = middle + 1
    else high = middle
  }
  return low
}

function ofClasses(codes: Int32Array, groups: Int32Array, schema: ViewedColumn['schema']): Likeness | undefined {
  const classes = schema.type === 'category' ? schema.values.length : 0
  const all = new Map<number, number>()
  const sizes = new Map<number, number>()
  const cells = new Map<number, number>()
  let n = 0
  codes.forEach((code, i) => {
    if (code < 0) return
    const group = groups[i] as number
    n++
    add(all, code)
    add(sizes, group)
    add(cells, group * classes + code)
  })
  const squares = (counts: Map<number, number>) => [...counts.values()].reduce((sum, count) => sum + count * count, 0)
  let kept = 0
  for (const [cell, count] of cells) kept += (count * count) / (sizes.get(Math.floor(cell / classes)) as number)
  // Gini's variation: half the share of pairs that differ.
  const total = n / 2 - squares(all) / (2 * n)
  return told((total - (n / 2 - kept / 2)) / total, n, sizes.size, all.size)
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function told(r2: number, n: number, groups: number, classes: number): Likeness | undefined {
  if (!Number.isFinite(r2) || groups < 2 || n <= groups || classes < 2) return undefined
  const freedom = (classes - 1) * (groups - 1)
  return {
    share: 1 - ((1 - r2) * (n - 1)) / (n - groups),
    p: upperGamma(freedom / 2, ((n - 1) * (classes - 1) * r2) / 2),
  }
}
