/** @file DatasetSchema: what is in a set's columns, known before any row is loaded. */

export type ColumnSchema =
  | { readonly name: string; readonly type: 'number'; readonly unit?: string; readonly about?: string }
  | { readonly name: string; readonly type: 'category'; readonly values: readonly string[]; readonly about?: string }
  | {
      readonly name: string
      readonly type: 'image'
      readonly height: number
      readonly width: number
      readonly channels: number
    }

export interface DatasetSchema {
  readonly id: string
  readonly title: string
  readonly kind: 'images' | 'table' | 'points'
  readonly columns: readonly ColumnSchema[]
  readonly rows: number
  /** The last rows are the set's own test set; 0 where it has none. */
  readonly testRows: number
  /** The column usually predicted. */
  readonly target: string
  /** Columns not offered as features unless asked for (names, identifiers). */
  readonly ignore: readonly string[]
}

/** The position of a column by name, or -1. */
export function columnIndex(schema: DatasetSchema, name: string): number {
  return schema.columns.findIndex((column) => column.name === name)
}
