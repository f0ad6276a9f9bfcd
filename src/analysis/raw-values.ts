/** @file rawValues: converts a dataset row to plain values keyed by column name, as a request would contain them. */
import { type Column, type ColumnSchema, columnIndex } from '../catalog/dataset-schema'
import { perRow, textAt } from '../data/column-operations'
import type { Dataset } from '../data/dataset'
import { rowOf } from '../data/paged-columns'

/** Creates a reader for rows of these columns. */
export function rawValues(
  { schema, columns }: Dataset,
  names: readonly string[],
): { readonly columns: readonly ColumnSchema[]; read(row: number): Readonly<Record<string, unknown>> } {
  const requested = names.flatMap((name) => {
    const at = columnIndex(schema, name)
    const [of, column] = [schema.columns[at], columns[at]]
    return of && column ? [{ of, column }] : []
  })
  return {
    columns: requested.map(({ of }) => of),
    read: (row) => Object.fromEntries(requested.map(({ of, column }) => [of.name, valueAt(of, column, row)])),
  }
}

function valueAt(of: ColumnSchema, column: Column, row: number): unknown {
  switch (column.type) {
    case 'number':
    case 'time': {
      const value = column.values[row] as number
      return Number.isNaN(value) ? null : value
    }
    case 'category':
      return of.type === 'category' ? (of.values[column.codes[row] as number] ?? null) : null
    case 'text':
      return textAt(column, row)
    case 'image':
    case 'array':
      return rowOf(column, perRow(of), row)
    default:
      return column satisfies never
  }
}
