/**
 * @file DatasetSchema describes the columns of a dataset and is known before any row is loaded; Column contains the
 * values of one column. A column's `about` is saved with it and is part of the data fingerprint, so it must never
 * change; pages show `DatasetDef.columnAbout`.
 */

export type ColumnSchema =
  | {
      readonly name: string
      readonly type: 'number'
      readonly unit?: string
      readonly about?: string
      /** Stored as float64, because some values have more digits than a float32 can hold. */
      readonly wide?: true
    }
  | {
      readonly name: string
      readonly type: 'category'
      readonly values: readonly string[]
      readonly about?: string
      /** The order of the values has a meaning, such as bad, fair, good. */
      readonly ordered?: true
    }
  | {
      readonly name: string
      readonly type: 'image'
      readonly height: number
      readonly width: number
      readonly channels: number
      /** Set for a mask, in which every pixel is 0 (outside) or 255 (inside). */
      readonly mask?: true
    }
  /** A column of free text. */
  | { readonly name: string; readonly type: 'text'; readonly about?: string }
  /** A point in time, in UTC. */
  | { readonly name: string; readonly type: 'time'; readonly about?: string }
  /** An array of numbers with the same shape in each row: a series ([length, channels]), a vector, a volume. */
  | { readonly name: string; readonly type: 'array'; readonly shape: readonly number[]; readonly about?: string }

/** The values of a column, one per row. */
export type Column =
  /** Numbers; NaN for missing values. */
  | { readonly type: 'number'; readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> }
  /** Indexes into the schema's values; -1 for missing values. */
  | { readonly type: 'category'; readonly codes: Int16Array<ArrayBuffer> }
  /** Pixel values from 0 to 255 for rows × height × width × channels; empty if paged. */
  | { readonly type: 'image'; readonly pixels: Uint8Array<ArrayBuffer>; readonly paged?: Paged }
  /** UTF-8 strings, concatenated; the string of row i ends at byte `ends[i]`. A missing value is an empty string. */
  | { readonly type: 'text'; readonly bytes: Uint8Array<ArrayBuffer>; readonly ends: Uint32Array<ArrayBuffer> }
  /** Milliseconds since 1970, UTC; NaN for missing values. */
  | { readonly type: 'time'; readonly values: Float64Array<ArrayBuffer> }
  /** The arrays of all rows, concatenated; NaN for missing values; empty if paged. */
  | { readonly type: 'array'; readonly values: Float32Array<ArrayBuffer>; readonly paged?: Paged }

/** Where a column's values are stored when they are not in memory. Plain data, so it can be posted to workers. */
export interface Paged {
  readonly parts: readonly PagedPart[]
  /** For each row of the column, its index among the rows of all parts; absent if the rows are in order. */
  readonly index?: Uint32Array<ArrayBuffer>
  /** For each row of the parts, 1 if its value is missing; absent if no value is missing. */
  readonly gaps?: Uint8Array<ArrayBuffer>
}

/** Rows stored in a blob, which the browser stores outside the page's memory, on disk if the blob is large. */
export interface PagedPart {
  readonly blob: Blob
  /** The byte offset of the first row in the blob. */
  readonly from: number
  readonly rows: number
  /** SHA-256 of the whole blob; absent if the blob is not stored by its hash. */
  readonly sha256?: string
}

export interface DatasetSchema {
  readonly id: string
  readonly title: string
  readonly kind: 'images' | 'table' | 'points' | 'text' | 'series'
  readonly columns: readonly ColumnSchema[]
  readonly rows: number
  /** Number of rows at the end of the dataset that form its predefined test set; 0 if it has none. */
  readonly testRows: number
  /** The column that is usually predicted. */
  readonly target: string
  /** Columns that are not used as features by default (names, identifiers). */
  readonly ignore: readonly string[]
}

/** The index of the column with this name, or -1. */
export function columnIndex(schema: DatasetSchema, name: string): number {
  return schema.columns.findIndex((column) => column.name === name)
}

const encoder = new TextEncoder()

/** Creates a text column from these strings. */
export function textColumn(texts: readonly string[]): Extract<Column, { type: 'text' }> {
  const parts = texts.map((text) => encoder.encode(text))
  const ends = new Uint32Array(texts.length)
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  parts.forEach((part, i) => {
    bytes.set(part, at)
    at += part.length
    ends[i] = at
  })
  return { type: 'text', bytes, ends }
}
