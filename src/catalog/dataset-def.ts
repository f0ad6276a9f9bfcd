/**
 * @file DatasetDef: the record of a dataset: its schema, source, license and first split, and how its rows are loaded
 * or generated.
 */
import type { Rng } from '../base/rng'
import type { Plan, SplitPick } from './plan'
import type { Column, DatasetSchema } from './dataset-schema'

export interface DatasetDef {
  readonly schema: DatasetSchema
  /** One or two sentences that describe it. */
  readonly about: string
  /** Descriptions of the columns whose name does not say enough, by column. */
  readonly columnAbout?: Readonly<Record<string, string>>
  readonly licence: string
  readonly source: { readonly name: string; readonly url: string }
  /** Findings of the data report that are not errors, because the source really is like that. */
  readonly known?: readonly KnownFinding[]
  /** The split that a new plan starts with. */
  readonly split: SplitPick
  /** The preparation steps that a new plan starts with, if the usual ones do not fit a column. */
  readonly prepare?: Plan['prepare']
  readonly rows: /** Hashed chunks under data/<id>/, listed in its manifest.json; `bytes` is their total size. */
    | { readonly kind: 'chunks'; readonly bytes: number }
    /** The user's own dataset on this device: chunks by hash, and edits. */
    | { readonly kind: 'kept'; readonly bytes: number }
    /** Generated with a seed: the columns in the schema's order, with `schema.rows` rows by default. */
    | { readonly kind: 'generated'; make(random: Rng, rows: number): readonly Column[] }
}

export interface KnownFinding {
  /** The code of the finding and the columns it names. */
  readonly code: string
  readonly columns: readonly string[]
  /** Why the source is like that. */
  readonly why: string
}

const known = new Map<string, DatasetDef>()

/** Registers a dataset by its id, so that `findDataset` finds it. */
export function defineDataset(def: DatasetDef): DatasetDef {
  known.set(def.schema.id, def)
  return def
}

/** The dataset with this id, or undefined if no loaded module has one. */
export function findDataset(id: string): DatasetDef | undefined {
  return known.get(id)
}
