/** @file Formats the cells and rows of a dataset as text. */
import { chartsText } from '../../messages/en/charts'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { timeText } from '../../data/cell-text'
import { isMissing, textAt } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { cellNumber } from '../../messages/format'

const text = chartsText.examples

/** The index of the first image column, or -1. */
export function imageColumn(dataset: Dataset): number {
  return dataset.schema.columns.findIndex((column) => column.type === 'image')
}

/** Maximum number of characters of a text in a row; the Data page shows the rest. */
const MAX_CHARACTERS = 120

/** Formats a cell as text; undefined for missing values, images, and arrays. */
export function cellText(dataset: Dataset, column: number, row: number): string | undefined {
  const schema = dataset.schema.columns[column]
  const values = dataset.columns[column]
  if (!schema || !values) return undefined
  if (values.type === 'number') {
    const value = values.values[row]
    return value === undefined || Number.isNaN(value) ? undefined : cellNumber(value, schema.name)
  }
  if (values.type === 'category') return categoryValues(schema)[values.codes[row] ?? -1]
  if ((values.type !== 'text' && values.type !== 'time') || isMissing(values, schema, row)) return undefined
  return values.type === 'time' ? timeText(values.values[row] as number) : shortened(textAt(values, row))
}

function shortened(value: string): string {
  const line = value.slice(0, MAX_CHARACTERS).replaceAll(/\s+/g, ' ').trim()
  return value.length > MAX_CHARACTERS ? `${line}…` : line
}

/**
 * Formats a row as text, such as "bill length 39.1, sex missing", using the first few columns. Columns that are excluded
 * from training come last.
 */
export function rowText(dataset: Dataset, row: number, without: readonly string[], limit = 4): string {
  const cells: string[] = []
  const { columns, ignore } = dataset.schema
  const isIgnored = ({ name }: ColumnSchema) => Number(ignore.includes(name))
  for (const [i, column] of [...columns.entries()].toSorted(([, a], [, b]) => isIgnored(a) - isIgnored(b))) {
    if (without.includes(column.name) || cells.length === limit) continue
    if (column.type === 'image' || column.type === 'array') continue
    const value = cellText(dataset, i, row) ?? text.missing
    cells.push(text.cell({ column: column.name, value }))
  }
  return text.cells({ cells })
}

/** The possible values of a category column; empty for other columns. */
export function categoryValues(schema: ColumnSchema): readonly string[] {
  return schema.type === 'category' ? schema.values : []
}
