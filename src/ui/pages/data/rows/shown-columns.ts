/**
 * @file Shown columns: the columns of the rows table, which are the split set of each row followed by the dataset's
 * columns.
 */
import { rowsText } from '../../../../messages/en/data/rows'
import type { Column, ColumnSchema, DatasetSchema } from '../../../../catalog/dataset-schema'
import type { VirtualColumn } from '../../../../data/virtual-columns'
import type { Dataset, Origin } from '../../../../data/dataset'

export interface ShownColumn {
  readonly schema: ColumnSchema
  readonly column: Column
  /** Index of the column in the dataset; -1 for a virtual column. */
  readonly at: number
  /** Origin of the rows, which determines the row numbers. */
  readonly origin?: Origin | undefined
}

/**
 * The columns in display order: first the target, then the other columns in the dataset's order, with columns that are
 * not inputs last.
 */
export function shownColumns({ schema, columns, origin }: Dataset, split: VirtualColumn): readonly ShownColumn[] {
  const own = schema.columns.flatMap((one, at): ShownColumn[] => {
    const column = columns[at]
    return column ? [{ schema: one, column, at, origin }] : []
  })
  const rank = ({ schema: { name } }: ShownColumn) =>
    name === schema.target ? 0 : schema.ignore.includes(name) ? 2 : 1
  const ordered = own.toSorted((a, b) => rank(a) - rank(b))
  const hasOwn = schema.columns.some(({ name }) => name === split.schema.name)
  return hasOwn ? ordered : [...ordered.slice(0, 1), { ...split, at: -1, origin }, ...ordered.slice(1)]
}

/** The name of a column as shown in the header: a dataset's own columns keep their names. */
export function columnTitle({ at, schema }: Pick<ShownColumn, 'at' | 'schema'>): string {
  return at < 0 ? rowsText.split.title : schema.name
}

/** The initial width of a column in CSS pixels. */
export function firstWidth({ schema }: ShownColumn): number {
  const forName = 44 + schema.name.length * 7
  switch (schema.type) {
    case 'image':
      return Math.max(72, Math.min(forName, 120))
    case 'number':
      return Math.max(96, Math.min(forName, 180))
    case 'category': {
      const longest = schema.values.reduce((max, value) => Math.max(max, value.length), 0)
      return Math.max(96, Math.min(Math.max(forName, 24 + longest * 7), 220))
    }
    case 'time':
      return Math.max(150, Math.min(forName, 200))
    case 'text':
      return 320
    case 'array':
      return 150
    default:
      return schema satisfies never
  }
}

/** The symbol for a column's type in its header. */
export const TYPE_MARKS: Readonly<Record<ColumnSchema['type'], string>> = {
  number: '#',
  category: '≡',
  image: '▣',
  text: 'T',
  time: '◷',
  array: '∿',
}

/** The height of a row in CSS pixels; rows with images are taller. */
export function lineHeight({ columns }: DatasetSchema): number {
  return columns.some(({ type }) => type === 'image' || type === 'array') ? 40 : 28
}
