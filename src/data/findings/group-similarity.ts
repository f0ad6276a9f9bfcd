/**
 * @file groupSimilarity: tests whether rows of the same group are more similar in a column than random rows. It uses
 * the Kruskal-Wallis test (1952) for numbers and the Light-Margolin test (1971) for categories. Both are based on R²,
 * the share of the variation explained by the groups, and compare (n - 1)(k - 1)R² with χ² at (k - 1)(g - 1) degrees of
 * freedom. Numbers are replaced by their ranks, with k = 2.
 */
import { upperGamma } from '../../metrics/two-sample-tests'
import type { ColumnData } from './finding'

export interface GroupSimilarity {
  /**
   * The share of the variation between rows that the groups explain beyond chance (adjusted R²); 1 if all rows of a
   * group always have the same value.
   */
  readonly share: number
  /** The probability that this much similarity occurs by chance. */
  readonly p: number
}

/**
 * Computes how similar a column's values are within groups, where `groups[i]` is the group of `rows[i]`. Undefined if
 * the column cannot be tested.
 */
export function groupSimilarity(
  { schema, values }: ColumnData,
  rows: Uint32Array,
  groups: Int32Array,
): GroupSimilarity | undefined {
  switch (values.type) {
    case 'category':
      return classSimilarity(
        Int32Array.from(rows, (row) => values.codes[row] as number),
        groups,
        schema,
      )
    case 'number':
    case 'time':
      return numberSimilarity(
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

function numberSimilarity(values: Float64Array, groups: Int32Array): GroupSimilarity | undefined {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const mean = (sorted.length - 1) / 2
  const sums = new Map<number, { rows: number; sum: number }>()
  let total = 0
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return
    // Tied values get the mean of their ranks.
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
  return adjusted(between / total, sorted.length, sums.size, 2)
}

/**
 * Returns the index in a sorted array of the first element that is at least `value` or, if `above` is set, of the first
 * element larger than `value`.
 */
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

function classSimilarity(
  codes: Int32Array,
  groups: Int32Array,
  schema: ColumnData['schema'],
): GroupSimilarity | undefined {
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
  // Gini's measure of variation: half the share of pairs whose values differ.
  const total = n / 2 - squares(all) / (2 * n)
  return adjusted((total - (n / 2 - kept / 2)) / total, n, sizes.size, all.size)
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function adjusted(r2: number, n: number, groups: number, classes: number): GroupSimilarity | undefined {
  if (!Number.isFinite(r2) || groups < 2 || n <= groups || classes < 2) return undefined
  const freedom = (classes - 1) * (groups - 1)
  return {
    share: 1 - ((1 - r2) * (n - 1)) / (n - groups),
    p: upperGamma(freedom / 2, ((n - 1) * (classes - 1) * r2) / 2),
  }
}
