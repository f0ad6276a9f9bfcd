/**
 * @file DatasetSchema: the columns of a dataset, known before any row is loaded. Column: the values of one column. The
 * `about` of a column is saved with it and part of the fingerprint of its data, so it never changes; pages show
 * `DatasetDef.columnAbout`.
 */

export type ColumnSchema =
  | {
      readonly name: string
      readonly type: 'number'
      readonly unit?: string
      readonly about?: string
      /** Stored as float64, because some value has more digits than a float32 holds. */
      readonly wide?: true
    }
  | { readonly name: string; readonly type: 'category'; readonly values: readonly string[]; readonly about?: string }
  | {
      readonly name: string
      readonly type: 'image'
      readonly height: number
      readonly width: number
      readonly channels: number
      /** A mask: every pixel is 0 (outside) or 255 (inside). */
      readonly mask?: true
    }
  /** Free text. */
  | { readonly name: string; readonly type: 'text'; readonly about?: string }
  /** A moment in UTC. */
  | { readonly name: string; readonly type: 'time'; readonly about?: string }
  /** Numbers of a fixed shape in each row: a series ([length, channels]), a vector, a volume. */
  | { readonly name: string; readonly type: 'array'; readonly shape: readonly number[]; readonly about?: string }

/** The values of a column, one per row. */
export type Column =
  /** NaN where missing. */
  | { readonly type: 'number'; readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> }
  /** Index into the schema's values; -1 where missing. */
  | { readonly type: 'category'; readonly codes: Int16Array<ArrayBuffer> }
  /** rows × height × width × channels, 0 to 255; empty if paged. */
  | { readonly type: 'image'; readonly pixels: Uint8Array<ArrayBuffer>; readonly paged?: Paged }
  /** UTF-8, one row after the other; row i ends at byte `ends[i]`. Empty where missing. */
  | { readonly type: 'text'; readonly bytes: Uint8Array<ArrayBuffer>; readonly ends: Uint32Array<ArrayBuffer> }
  /** Milliseconds since 1970, UTC; NaN where missing. */
  | { readonly type: 'time'; readonly values: Float64Array<ArrayBuffer> }
  /** rows × the product of the shape; NaN where missing; empty if paged. */
  | { readonly type: 'array'; readonly values: Float32Array<ArrayBuffer>; readonly paged?: Paged }

/** Where the values of a column are stored if they are not in memory. Plain data, so it can be posted to workers. */
export interface Paged {
  readonly parts: readonly PagedPart[]
  /** For each row its index among the rows of all parts; absent if they are in order. */
  readonly index?: Uint32Array<ArrayBuffer>
  /** For each row of the parts, 1 if it is missing; absent if none is. */
  readonly gaps?: Uint8Array<ArrayBuffer>
}

/** Rows in a blob, which the browser keeps outside the memory of the page, on disk if it is large. */
export interface PagedPart {
  readonly blob: Blob
  /** The byte at which the first row starts. */
  readonly from: number
  readonly rows: number
  /** Of the whole blob; absent if it is not stored by its hash. */
  readonly sha256?: string
}

export interface DatasetSchema {
  readonly id: string
  readonly title: string
  readonly kind: 'images' | 'table' | 'points' | 'text' | 'series'
  readonly columns: readonly ColumnSchema[]
  readonly rows: number
  /** How many of the last rows are the dataset's own test set; 0 if it has none. */
  readonly testRows: number
  /** The column that is usually predicted. */
  readonly target: string
  /** Columns that are not features by default (names, identifiers). */
  readonly ignore: readonly string[]
}

/** The position of a column by name, or -1. */
export function columnIndex(schema: DatasetSchema, name: string): number {
  return schema.columns.findIndex((column) => column.name === name)
}
