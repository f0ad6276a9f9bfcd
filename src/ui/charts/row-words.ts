/** @file Cells of a dataset as text. */
import { chartsText } from '../../messages/en/charts'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { cellNumber } from '../../messages/format'

const text = chartsText.examples

/** The position of the first image column, or -1. */
export function imageColumn(dataset: Dataset): number {
  return dataset.schema.columns.findIndex((column) => column.type === 'image')
}

/** A cell as text; undefined where it is missing or an image. */
export function cellWords(dataset: Dataset, column: number, row: number): string | undefined {
  const schema = dataset.schema.columns[column]
  const values = dataset.columns[column]
  if (!schema || !values) return undefined
  if (values.type === 'number') {
    const value = values.values[row]
    return value === undefined || Number.isNaN(value) ? undefined : cellNumber(value)
  }
  if (values.type === 'category') return categoryValues(schema)[values.codes[row] ?? -1]
  return undefined
}

/** A row as "bill length 39.1, sex male, ...": the first few of its columns, without missing values. */
export function rowWords(dataset: Dataset, row: number, without: readonly string[], limit = 4): string {
  const cells: string[] = []
  for (const [i, column] of dataset.schema.columns.entries()) {
    if (without.includes(column.name) || cells.length === limit) continue
    const value = cellWords(dataset, i, row)
    if (value !== undefined) cells.push(text.cell({ column: column.name, value }))
  }
  return text.cells({ cells })
}

/** The values of a category column; none for others. */
export function categoryValues(schema: ColumnSchema): readonly string[] {
  return schema.type === 'category' ? schema.values : []
}
