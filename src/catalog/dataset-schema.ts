/** @file DatasetSchema: what is in a set's columns, known before any row is loaded; Column: the values of one, once they are. */

export type ColumnSchema =
  | {
      readonly name: string
      readonly type: 'number'
      readonly unit?: string
      readonly about?: string
      /** Kept as float64: some value has more digits than a float32 holds. */
      readonly wide?: true
    }
  | { readonly name: string; readonly type: 'category'; readonly values: readonly string[]; readonly about?: string }
  | {
      readonly name: string
      readonly type: 'image'
      readonly height: number
      readonly width: number
      readonly channels: number
      /** Every pixel is 0 or 255: apart from a thing, or part of one. */
      readonly mask?: true
    }
  /** Words a person wrote. */
  | { readonly name: string; readonly type: 'text'; readonly about?: string }
  /** A moment, UTC. */
  | { readonly name: string; readonly type: 'time'; readonly about?: string }
  /** Numbers of one shape a row: a series ([length, channels]), a vector, a volume. */
  | { readonly name: string; readonly type: 'array'; readonly shape: readonly number[]; readonly about?: string }

/** The values of a column, one a row. */
export type Column =
  /** NaN where missing. */
  | { readonly type: 'number'; readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> }
  /** Index into the schema's values; -1 where missing. */
  | { readonly type: 'category'; readonly codes: Int16Array<ArrayBuffer> }
  /** rows × height × width × channels, 0 to 255; none where they are paged. */
  | { readonly type: 'image'; readonly pixels: Uint8Array<ArrayBuffer>; readonly paged?: Paged }
  /** UTF-8, one row behind the other; row i ends at byte `ends[i]`. No letters where missing. */
  | { readonly type: 'text'; readonly bytes: Uint8Array<ArrayBuffer>; readonly ends: Uint32Array<ArrayBuffer> }
  /** Milliseconds since 1970, UTC; NaN where missing. */
  | { readonly type: 'time'; readonly values: Float64Array<ArrayBuffer> }
  /** rows × the product of the shape; NaN where missing; none where they are paged. */
  | { readonly type: 'array'; readonly values: Float32Array<ArrayBuffer>; readonly paged?: Paged }

/** Where the values of a column lie that are not in memory. Plain data, which workers get as they get any other. */
export interface Paged {
  readonly parts: readonly PagedPart[]
  /** Of each row its place among those of the parts; absent where they are the rows in their order. */
  readonly index?: Uint32Array<ArrayBuffer>
  /** Of each row of the parts 1 where it is missing; absent where none is. */
  readonly gaps?: Uint8Array<ArrayBuffer>
}

/** Some rows in a blob, which the browser keeps outside of our memory, and on disk where it is large. */
export interface PagedPart {
  readonly blob: Blob
  /** The byte the first row begins at. */
  readonly from: number
  readonly rows: number
  /** Of the whole blob; absent where it was not kept by it. */
  readonly sha256?: string
}

export interface DatasetSchema {
  readonly id: string
  readonly title: string
  readonly kind: 'images' | 'table' | 'points' | 'text' | 'series'
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
