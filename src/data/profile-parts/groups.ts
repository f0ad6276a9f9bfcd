/** @file Groups: a column from class to class and from part to part of the split, and how much it tells of the target. */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { isMissing, perRow } from '../columns'
import type { Column, Split } from '../dataset'
import { rowOf } from '../paged'
import { type Association, correlation, cramer, ratio } from './associate'

/** To which group each row belongs; -1 to none. */
export interface Groups {
  readonly of: Int16Array
  readonly names: readonly string[]
}

export interface GroupProfile {
  readonly rows: number
  readonly missing: number
  /** Of numbers and moments; of texts their length in bytes, of pictures and arrays of all their numbers. */
  readonly mean?: number
  readonly deviation?: number
  /** Of a category: rows of each value, in the schema's order. */
  readonly counts?: readonly number[]
}

/** The parts of a split as groups: train, validation, test. */
export function partsOf(split: Split, rows: number): Groups {
  const of = new Int16Array(rows).fill(-1)
  const names = ['train', 'validation', 'test'] as const
  for (const [i, name] of names.entries()) for (const row of split[name]) of[row] = i
  return { of, names }
}

/** The classes of a target as groups; undefined where it has none. */
export function classesOf(of: ColumnSchema | undefined, column: Column | undefined): Groups | undefined {
  return of?.type === 'category' && column?.type === 'category' ? { of: column.codes, names: of.values } : undefined
}

/** Each group's rows, gaps, and mean or counts. */
export function grouped(of: ColumnSchema, column: Column, groups: Groups): readonly GroupProfile[] {
  const all = groups.names.map(() => ({ rows: 0, missing: 0, n: 0, mean: 0, squares: 0 }))
  const values = of.type === 'category' ? of.values.length : 0
  const counts = groups.names.map(() => new Array<number>(values).fill(0))
  const size = perRow(of)
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
    if (isMissing(column, of, row)) {
      group.missing++
      continue
    }
    const values = numbersAt(column, row, size)
    for (let i = 0; i < size; i++) {
      const value = values[i] as number
      if (Number.isNaN(value)) continue
      const apart = value - group.mean
      group.mean += apart / ++group.n
      group.squares += apart * (value - group.mean)
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

/** How much a column tells of the target; undefined where their types have no such number. */
export function withTarget(
  of: ColumnSchema,
  column: Column,
  targetOf: ColumnSchema | undefined,
  target: Column | undefined,
): Association | undefined {
  if (!targetOf || !target) return undefined
  const [mine, theirs] = [numbersIn(column), numbersIn(target)]
  const [values, classes] = [codesIn(of), codesIn(targetOf)]
  if (column.type === 'category' && target.type === 'category')
    return cramer(column.codes, target.codes, values, classes)
  if (column.type === 'category' && theirs) return ratio(column.codes, theirs, values)
  if (target.type === 'category' && mine) return ratio(target.codes, mine, classes)
  return mine && theirs ? correlation(mine, theirs) : undefined
}

function numbersIn(column: Column): ArrayLike<number> | undefined {
  return column.type === 'number' || column.type === 'time' ? column.values : undefined
}

function codesIn(of: ColumnSchema): number {
  return of.type === 'category' ? of.values.length : 0
}
