/** @file Type loss: how many values of a column would become missing if its type were changed. */
import '../../../../messages/en/dataset-edits'
import { formatMessage } from '../../../../messages/message'
import type { Column, ColumnSchema, DatasetSchema } from '../../../../catalog/dataset-schema'
import { isMissing } from '../../../../data/column-operations'
import { changeType, type TypeStep } from '../../../../data/edit-steps/change-type'

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
