/** @file DatasetDef: one record a set, with its card: where it comes from, under which licence, and how its rows are had. */
import type { Rng } from '../base/rng'
import type { Plan, SplitPick } from './plan'
import type { Column, DatasetSchema } from './dataset-schema'

export interface DatasetDef {
  readonly schema: DatasetSchema
  /** One or two plain sentences on what it is. */
  readonly about: string
  readonly licence: string
  readonly source: { readonly name: string; readonly url: string }
  /** What the report on it finds that is so in its source and no mistake: by the finding's code and its columns, and why it is so. */
  readonly known?: readonly KnownFinding[]
  /** The split a plan begins with. */
  readonly split: SplitPick
  /** The steps of columns that a plan begins with, where the usual ones do not suit them. */
  readonly prepare?: Plan['prepare']
  readonly rows: /** Hashed chunks under data/<id>/, listed in its manifest.json; `bytes` to fetch in all. */
    | { readonly kind: 'chunks'; readonly bytes: number }
    /** The user's own, on this device: chunks by hash and steps. */
    | { readonly kind: 'kept'; readonly bytes: number }
    /** Drawn by a seed: the columns in the schema's order, `schema.rows` rows of each unless asked otherwise. */
    | { readonly kind: 'generated'; make(random: Rng, rows: number): readonly Column[] }
}

export interface KnownFinding {
  readonly code: string
  readonly columns: readonly string[]
  readonly why: string
}

const known = new Map<string, DatasetDef>()

/** Makes a set known by its id: from then on whoever names it in a project finds it. */
export function defineDataset(def: DatasetDef): DatasetDef {
  known.set(def.schema.id, def)
  return def
}

/** The set of this id, or undefined when there is none among the files that are loaded. */
export function findDataset(id: string): DatasetDef | undefined {
  return known.get(id)
}
