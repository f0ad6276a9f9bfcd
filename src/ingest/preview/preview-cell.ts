/** @file Preview cells: cells as text, for the first rows in a preview. */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { numberText } from '../../data/cell-text'
import { isMissing, perRow, textAt } from '../../data/columns'

/** Numbers of an array to show. */
const SHOWN = 4
const MAX_LENGTH = 200

/** A cell as text; undefined if it is missing. */
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
