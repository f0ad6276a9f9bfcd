/**
 * @file Group profiles: statistics of a column for each class and each part of the split, and the column's association
 * with the target.
 */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { isMissing, perRow } from '../column-operations'
import type { Column, Split } from '../dataset'
import { rowOf } from '../paged-columns'
import { type Association, correlation, cramersV, correlationRatio } from './association'

/** Assigns each row to a group, or to -1 if the row is in no group. */
export interface Groups {
  readonly of: Int16Array
  readonly names: readonly string[]
}

export interface GroupProfile {
  readonly rows: number
  readonly missing: number
  /** The mean of numbers or times, of the byte length of text values, or of all numbers in images and arrays. */
  readonly mean?: number
  readonly deviation?: number
  /** For a category, the number of rows with each value, in the schema's order. */
  readonly counts?: readonly number[]
}

/** Groups the rows by their part of the split: train, validation or test. */
export function groupsBySplit(split: Split, rows: number): Groups {
  const of = new Int16Array(rows).fill(-1)
  const names = ['train', 'validation', 'test'] as const
  for (const [i, name] of names.entries()) for (const row of split[name]) of[row] = i
  return { of, names }
}

/** Groups the rows by the target's class; undefined if the target has no classes. */
export function groupsByClass(schema: ColumnSchema | undefined, column: Column | undefined): Groups | undefined {
  return schema?.type === 'category' && column?.type === 'category'
    ? { of: column.codes, names: schema.values }
    : undefined
}

/** Computes, for each group, the number of rows, the number of missing values, and the mean or the category counts. */
export function profileGroups(schema: ColumnSchema, column: Column, groups: Groups): readonly GroupProfile[] {
  const all = groups.names.map(() => ({ rows: 0, missing: 0, n: 0, mean: 0, squares: 0 }))
  const values = schema.type === 'category' ? schema.values.length : 0
  const counts = groups.names.map(() => new Array<number>(values).fill(0))
  const size = perRow(schema)
  for (let row = 0; row < groups.of.length; row++) {
    const at = groups.of[row] as number
    const group = all[at]
    if (!group) continue
    group.rows++
    if (column.type === 'category') {
      const code = column.codes[row] as number
      const into = counts[at] as number[]
      if (code < 0) group.missing++
      else into[code] = (into[code] as number) + 1
      continue
    }
    if (isMissing(column, schema, row)) {
      group.missing++
      continue
    }
    const values = numbersAt(column, row, size)
    for (let i = 0; i < size; i++) {
      const value = values[i] as number
      if (Number.isNaN(value)) continue
      const distance = value - group.mean
      group.mean += distance / ++group.n
      group.squares += distance * (value - group.mean)
    }
  }
  return all.map(({ rows, missing, n, mean, squares }, i) => {
    if (column.type === 'category') return { rows, missing, counts: counts[i] as number[] }
    return n === 0 ? { rows, missing } : { rows, missing, mean, deviation: Math.sqrt(squares / n) }
  })
}

function numbersAt(column: Exclude<Column, { type: 'category' }>, row: number, size: number): ArrayLike<number> {
  if (column.type === 'image' || column.type === 'array') return rowOf(column, size, row)
  if (column.type === 'text') return [(column.ends[row] as number) - (row === 0 ? 0 : (column.ends[row - 1] as number))]
  return [column.values[row] as number]
}

/**
 * Measures the association of a column with the target; undefined if there is no measure for these two column types.
 */
export function associationWithTarget(
  schema: ColumnSchema,
  column: Column,
  targetOf: ColumnSchema | undefined,
  target: Column | undefined,
): Association | undefined {
  if (!targetOf || !target) return undefined
  const [columnNumbers, targetNumbers] = [numericValues(column), numericValues(target)]
  const [values, classes] = [classCount(schema), classCount(targetOf)]
  if (column.type === 'category' && target.type === 'category')
    return cramersV(column.codes, target.codes, values, classes)
  if (column.type === 'category' && targetNumbers) return correlationRatio(column.codes, targetNumbers, values)
  if (target.type === 'category' && columnNumbers) return correlationRatio(target.codes, columnNumbers, classes)
  return columnNumbers && targetNumbers ? correlation(columnNumbers, targetNumbers) : undefined
}

function numericValues(column: Column): ArrayLike<number> | undefined {
  return column.type === 'number' || column.type === 'time' ? column.values : undefined
}

function classCount(schema: ColumnSchema): number {
  return schema.type === 'category' ? schema.values.length : 0
}
