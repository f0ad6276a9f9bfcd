/** @file Row words: the cells of a dataset as a person reads them. */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { significant } from '../../messages/format'

/** The position of the first image column, or -1. */
export function imageColumn(dataset: Dataset): number {
  return dataset.schema.columns.findIndex((column) => column.type === 'image')
}

/** A cell as text; undefined where it is missing or a picture. */
export function cellWords(dataset: Dataset, column: number, row: number): string | undefined {
  const schema = dataset.schema.columns[column]
  const values = dataset.columns[column]
  if (!schema || !values) return undefined
  if (values.type === 'number') {
    const value = values.values[row]
    return value === undefined || Number.isNaN(value) ? undefined : numberWords(value)
  }
  if (values.type === 'category') return categoryValues(schema)[values.codes[row] ?? -1]
  return undefined
}

/** A number of a data cell: whole as it is, else four digits. */
export function numberWords(value: number): string {
  if (Number.isInteger(value)) return String(value).replace('-', '−')
  const digits = Number(value.toPrecision(4))
  return Math.abs(digits) >= 1e-3 && Math.abs(digits) < 1e6 ? String(digits).replace('-', '−') : significant(value)
}

/** A row as "bill length 39.1, sex male, ...": the first few of its features, without what is missing. */
export function rowWords(dataset: Dataset, row: number, without: readonly string[], limit = 4): string {
  const parts: string[] = []
  for (const [i, column] of dataset.schema.columns.entries()) {
    if (without.includes(column.name) || parts.length === limit) continue
    const words = cellWords(dataset, i, row)
    if (words !== undefined) parts.push(`${column.name} ${words}`)
  }
  return parts.join(', ')
}

/** The values of a category column; none for others. */
export function categoryValues(schema: ColumnSchema): readonly string[] {
  return schema.type === 'category' ? schema.values : []
}
