/** @file Dataset: typed columns of one length. */
import type { DatasetSchema } from '../catalog/dataset-schema'

export type Column =
  /** NaN where missing. */
  | { readonly type: 'number'; readonly values: Float32Array<ArrayBuffer> }
  /** Index into the schema's values; -1 where missing. */
  | { readonly type: 'category'; readonly codes: Int16Array<ArrayBuffer> }
  /** rows × height × width × channels, 0 to 255. */
  | { readonly type: 'image'; readonly pixels: Uint8Array<ArrayBuffer> }

export interface Dataset {
  readonly schema: DatasetSchema
  /** In the schema's order. */
  readonly columns: readonly Column[]
}

/** Row numbers of each part. */
export interface Split {
  readonly train: Uint32Array<ArrayBuffer>
  readonly validation: Uint32Array<ArrayBuffer>
  readonly test: Uint32Array<ArrayBuffer>
}
export type SplitName = keyof Split
