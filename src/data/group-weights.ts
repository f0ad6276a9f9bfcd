/**
 * @file Group weights: how much each training row counts by its group and its label, so that the two are independent in
 * the weighted rows (Kamiran and Calders 2012, Knowledge and Information Systems 33, "Reweighing").
 */
import { columnIndex } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'

/** The weight of a row by the codes of its group and its label, in the order of the values of both columns. */
export interface GroupWeights {
  readonly column: string
  readonly target: string
  readonly weights: readonly (readonly number[])[]
}

export interface GroupCell {
  readonly group: string
  readonly label: string
  readonly n: number
  readonly weight: number
}

/** How many of the rows each group has with each label; rows without a group or a label are not counted. */
function countsOf(dataset: Dataset, column: string, target: string, rows: Uint32Array) {
  const [groups, labels] = [categories(dataset, column), categories(dataset, target)]
  const counts = groups.values.map(() => labels.values.map(() => 0))
  for (const row of rows) {
    const own = counts[groups.codes[row] as number]
    const code = labels.codes[row] as number
    if (own && code >= 0) own[code] = (own[code] as number) + 1
  }
  return { groups: groups.values, labels: labels.values, counts }
}

/** The weights of the rows of a training set. Throws if a column does not hold categories: check this before. */
export function fitGroupWeights(dataset: Dataset, column: string, target: string, rows: Uint32Array): GroupWeights {
  const { counts } = countsOf(dataset, column, target, rows)
  const ofGroup = counts.map((own) => sum(own))
  const ofLabel = (counts[0] ?? []).map((_, label) => sum(counts.map((own) => own[label] as number)))
  const all = sum(ofGroup)
  // P(group) P(label) / P(group, label); no row has the weight of an empty cell.
  const weights = counts.map((own, group) =>
    own.map((n, label) => (n === 0 ? 1 : ((ofGroup[group] as number) * (ofLabel[label] as number)) / (all * n))),
  )
  return { column, target, weights }
}

/** The cells of the weights, with the rows of each. */
export function groupCells(dataset: Dataset, { column, target, weights }: GroupWeights, rows: Uint32Array) {
  const { groups, labels, counts } = countsOf(dataset, column, target, rows)
  return groups.flatMap((group, g) =>
    labels.map((label, l): GroupCell => {
      return { group, label, n: counts[g]?.[l] as number, weight: weights[g]?.[l] as number }
    }),
  )
}

/** Why no weights make group and label independent: fewer than two groups have rows, or one has none of a label. */
export function groupWeightsFault(
  dataset: Dataset,
  column: string,
  target: string,
  rows: Uint32Array,
): { readonly groups: readonly string[] } | { readonly group: string; readonly label: string } | undefined {
  const { groups, labels, counts } = countsOf(dataset, column, target, rows)
  const present = groups.filter((_, g) => sum(counts[g] as number[]) > 0)
  if (present.length < 2) return { groups: present }
  for (const [l, label] of labels.entries()) {
    if (counts.every((own) => own[l] === 0)) continue
    const g = groups.findIndex((group, at) => present.includes(group) && counts[at]?.[l] === 0)
    if (g >= 0) return { group: groups[g] as string, label }
  }
  return undefined
}

/** The weights of these rows; 1 for a row without a group or a label. */
export function readGroupWeights(
  dataset: Dataset,
  { column, target, weights }: GroupWeights,
  rows: ArrayLike<number>,
): Float32Array<ArrayBuffer> {
  const [groups, labels] = [categories(dataset, column).codes, categories(dataset, target).codes]
  return Float32Array.from({ length: rows.length }, (_, i) => {
    const row = rows[i] as number
    return weights[groups[row] as number]?.[labels[row] as number] ?? 1
  })
}

function categories({ schema, columns }: Pick<Dataset, 'schema' | 'columns'>, name: string) {
  const at = columnIndex(schema, name)
  const [of, column] = [schema.columns[at], columns[at]]
  if (of?.type !== 'category' || column?.type !== 'category') throw new Error(`${name} holds categories`)
  return { values: of.values, codes: column.codes }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
