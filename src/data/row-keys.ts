/**
 * @file RowKeys: maps the values of a column to integer keys so that rows can be grouped by value. Equal values have
 * equal keys.
 */
import { type Column, type ColumnSchema, columnIndex } from '../catalog/dataset-schema'
import { textAt } from './column-operations'
import type { Dataset } from './dataset'

export interface RowKeys {
  /** The key of every row; -1 if the value is missing. */
  readonly keys: Int32Array
  /** The value of each key as text. */
  readonly names: readonly string[]
}

/** Computes the keys for a column; undefined if the column does not exist or contains images or arrays. */
export function keysOf({ schema, columns }: Dataset, name: string): RowKeys | undefined {
  const at = columnIndex(schema, name)
  const column = columns[at]
  if (!column) return undefined
  switch (column.type) {
    case 'category':
      return { keys: Int32Array.from(column.codes), names: valuesIn(schema.columns[at]) }
    case 'number':
      return gathered(column.values.length, (row) => {
        const value = column.values[row] as number
        return Number.isNaN(value) ? undefined : value
      })
    case 'time':
      return timeKeys(column)
    case 'text':
      return gathered(column.ends.length, (row) => textAt(column, row) || undefined)
    case 'image':
    case 'array':
      return undefined
    default:
      return column satisfies never
  }
}

function valuesIn(schema: ColumnSchema | undefined): readonly string[] {
  return schema?.type === 'category' ? schema.values : []
}

function timeKeys({ values }: Extract<Column, { type: 'time' }>): RowKeys {
  const { keys, names } = gathered(values.length, (row) => {
    const value = values[row] as number
    return Number.isNaN(value) ? undefined : value
  })
  return { keys, names: names.map((name) => new Date(Number(name)).toISOString()) }
}

function gathered(rows: number, valueAt: (row: number) => string | number | undefined): RowKeys {
  const known = new Map<string | number, number>()
  const keys = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const value = valueAt(row)
    if (value === undefined) {
      keys[row] = -1
      continue
    }
    let key = known.get(value)
    if (key === undefined) {
      key = known.size
      known.set(value, key)
    }
    keys[row] = key
  }
  return { keys, names: [...known.keys()].map(String) }
}
