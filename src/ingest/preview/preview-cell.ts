/** @file Preview cells: formats the cells of the first rows for a preview. */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { numberText } from '../../data/cell-text'
import { isMissing, perRow, textAt } from '../../data/column-operations'

/** The maximum number of array elements to show. */
const SHOWN = 4
const MAX_LENGTH = 200

/** Formats a cell as text; undefined if it is missing. */
export function previewCell(column: Column, schema: ColumnSchema, row: number): string | undefined {
  if (isMissing(column, schema, row)) return undefined
  switch (column.type) {
    case 'image':
      return schema.type === 'image' ? `${schema.width}×${schema.height}` : undefined
    case 'category':
      return schema.type === 'category' ? schema.values[column.codes[row] as number] : undefined
    case 'number':
      return numberText(column.values, row)
    case 'text':
      return textAt(column, row).slice(0, MAX_LENGTH)
    case 'time':
      return new Date(column.values[row] as number).toISOString()
    case 'array': {
      const size = perRow(schema)
      const first = Array.from(column.values.subarray(row * size, row * size + Math.min(size, SHOWN)), (value) =>
        Number(value.toPrecision(5)),
      )
      return first.join(', ') + (size > SHOWN ? ', …' : '')
    }
    default:
      return column satisfies never
  }
}
