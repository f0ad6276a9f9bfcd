/** @file readCell: parses text typed into a cell, or explains why it is invalid for the column. */
import { rowEditsText } from '../../../../messages/en/data/row-edits'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { type Notation, parseTypedNumber, parseTypedDate } from '../../../../data/parse-entered-values'
import type { CellEdit } from './use-edits'

export type CellRead = { readonly value: CellEdit } | { readonly why: string }

/**
 * Empty text yields null; a class can be typed as a unique prefix. `written` is the notation used in the dataset's
 * files.
 */
export function readCell(text: string, schema: ColumnSchema, written: Notation = {}): CellRead {
  const typed = text.trim()
  if (typed === '') return { value: null }
  switch (schema.type) {
    case 'number':
      return readNumber(typed, schema.name, written)
    case 'time': {
      const value = parseTypedDate(typed, written)
      if (value !== undefined) return { value }
      return { why: rowEditsText.typed.notDate({ column: schema.name, typed }) }
    }
    case 'category': {
      if (schema.values.includes(typed)) return { value: typed }
      const small = typed.toLowerCase()
      const begin = schema.values.filter((value) => value.toLowerCase().startsWith(small))
      return { value: begin.length === 1 ? (begin[0] ?? typed) : typed }
    }
    case 'text':
      return { value: text }
    case 'image':
      return { why: rowEditsText.typed.noImages({ column: schema.name }) }
    case 'array':
      return { why: rowEditsText.typed.noNumbers({ column: schema.name }) }
    default:
      return schema satisfies never
  }
}

/**
 * Accepts a decimal comma as well as a decimal point, unless the comma could also be a thousands separator and the
 * files do not determine which it is.
 */
function readNumber(typed: string, name: string, written: Notation): CellRead {
  const value = parseTypedNumber(typed, written)
  if (value === undefined) return { why: rowEditsText.typed.notNumber({ column: name, typed }) }
  if (value !== 'ambiguous') return { value }
  return { why: rowEditsText.typed.ambiguous({ typed, readings: [typed.replace(',', '.'), typed.replace(',', '')] }) }
}
