/** @file DatasetDef: one record a set, with its card: where it comes from, under which licence, and how its rows are had. */
import type { Rng } from '../base/rng'
import type { SplitPick } from './plan'
import type { DatasetSchema } from './dataset-schema'

export interface DatasetDef {
  readonly schema: DatasetSchema
  /** One or two plain sentences on what it is. */
  readonly about: string
  readonly licence: string
  readonly source: { readonly name: string; readonly url: string }
  /** The split a plan begins with. */
  readonly split: SplitPick
  readonly rows: /** Hashed chunks under data/<id>/, listed in its manifest.json; `bytes` to fetch in all. */
    | { readonly kind: 'chunks'; readonly bytes: number }
    /** Points drawn by a seed: positions and the class of each, `schema.rows` of them unless asked otherwise. */
    | { readonly kind: 'generated'; make(random: Rng, rows: number): GeneratedPoints }
}

export interface GeneratedPoints {
  readonly x: Float32Array<ArrayBuffer>
  readonly y: Float32Array<ArrayBuffer>
  readonly classes: Int16Array<ArrayBuffer>
}

export function defineDataset(def: DatasetDef): DatasetDef {
  return def
}
