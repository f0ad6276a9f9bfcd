/** @file Values of cells: reading what the user typed, and counting the values that a change of type would lose. */
import { rowEditsText } from '../../../../messages/en/data/row-edits'
import type { ColumnSchema, Column, DatasetSchema } from '../../../../catalog/dataset-schema'
import { type Notation, parseTypedNumber, parseTypedDate } from '../../../../data/parse-entered-values'
import type { CellEdit } from './use-edits'
import '../../../../messages/en/dataset-edits'
import { formatMessage } from '../../../../messages/message'
import { isMissing } from '../../../../data/column-operations'
import { changeType, type TypeStep } from '../../../../data/edit-steps/change-type'

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

export type Type = TypeStep['to']

/** The number of values that do not fit and the first row with such a value, or why the type cannot be changed. */
export type Loss =
  | { readonly ok: true; readonly values: number; readonly of: number; readonly first: number | undefined }
  | { readonly ok: false; readonly why: string }

/** Determines which values would be lost by changing a column's type, by applying the change to the column. */
export function lossOf(of: ColumnSchema, column: Column, rows: number, to: Type): Loss {
  const schema: DatasetSchema = {
    ...{ id: '', title: '', kind: 'table', columns: [of], rows, testRows: 0, target: of.name, ignore: [] },
  }
  const after = changeType.apply({ schema, columns: [column] }, { kind: 'type', column: of.name, to }, new Map())
  if (!after.ok) return { ok: false, why: formatMessage(after.error) }
  const [now, values] = [after.value.schema.columns[0], after.value.columns[0]]
  let [lost, known] = [0, 0]
  let first: number | undefined
  for (let row = 0; row < rows; row++) {
    if (isMissing(column, of, row)) continue
    known++
    if (!now || !values || !isMissing(values, now, row)) continue
    lost++
    first ??= row
  }
  return { ok: true, values: lost, of: known, first }
}
