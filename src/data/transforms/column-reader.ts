/**
 * @file readerOf: reads the values of a dataset column by row, in the format that the column's steps accept. Row -1
 * stands for a missing row.
 */
import { expectDefined } from '../../base/assert'
import { columnIndex } from '../../catalog/dataset-schema'
import { textAt } from '../column-operations'
import type { Column, Dataset } from '../dataset'
import { rowOf, stageRows } from '../paged-columns'
import type { Read } from './step-chain'
import { orderedRows } from './ordered-rows'
import { type FittedColumn, readsText, sizeOfForm, type Values, type WindowOrder } from './transform'

/**
 * Reads a column by row numbers. Classes are matched by name, since datasets may list the same classes in different
 * orders.
 */
export function readerOf(
  dataset: Dataset,
  fitted: Pick<FittedColumn, 'column' | 'from'> & Partial<FittedColumn>,
): Read {
  return Object.assign(valuesOf(dataset, fitted), { ordered: (order: WindowOrder) => orderedRows(dataset, order) })
}

function valuesOf(
  dataset: Dataset,
  fitted: Pick<FittedColumn, 'column' | 'from'> & Partial<FittedColumn>,
): (rows: Int32Array) => Values {
  const { column: name, from } = fitted
  const at = columnIndex(dataset.schema, name)
  const column = expectDefined(dataset.columns[at], `column ${name}`)
  const schema = dataset.schema.columns[at]
  if (column.type !== from.type) throw new Error(`${name} holds ${column.type}, not ${from.type}`)
  switch (column.type) {
    case 'text':
      return (rows) => Array.from(rows, (row) => (row < 0 ? '' : textAt(column, row)))
    case 'category': {
      const values = schema?.type === 'category' ? schema.values : []
      if (readsText(fitted)) return (rows) => Array.from(rows, (row) => values[column.codes[row] as number] ?? '')
      const known = new Map((from.values ?? []).map((value, code) => [value, code]))
      const codes = values.map((value) => known.get(value) ?? -1)
      return oneEach((row) => codes[column.codes[row] as number] ?? -1, -1)
    }
    case 'number':
    case 'time':
      return oneEach((row) => column.values[row] as number, Number.NaN)
    case 'image':
    case 'array':
      return gather(column, sizeOfForm(from))
    default:
      return column satisfies never
  }
}

function oneEach(valueAt: (row: number) => number, missing: number): (rows: Int32Array) => Values {
  return (rows) => {
    const out = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      out[i] = row < 0 ? missing : valueAt(row)
    }
    return out
  }
}

function gather(column: Extract<Column, { type: 'image' | 'array' }>, size: number): (rows: Int32Array) => Values {
  return (rows) => {
    const out = new Float64Array(rows.length * size)
    stageRows(
      column,
      size,
      rows.filter((row) => row >= 0),
    )
    rows.forEach((row, i) => {
      if (row < 0) out.fill(Number.NaN, i * size, (i + 1) * size)
      else out.set(rowOf(column, size, row), i * size)
    })
    return out
  }
}
