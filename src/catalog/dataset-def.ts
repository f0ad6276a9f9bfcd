/**
 * @file DatasetDef: the definition of a dataset: its schema, source, license and initial split, and how its rows are
 * loaded or generated.
 */
import type { Rng } from '../base/rng'
import type { Column, DatasetSchema } from './dataset-schema'
import type { Plan, SplitPick } from './training-plan'

export interface DatasetDef {
  readonly schema: DatasetSchema
  /** One or two sentences that describe the dataset. */
  readonly about: string
  /** Descriptions of columns whose names are not self-explanatory, keyed by column name. */
  readonly columnAbout?: Readonly<Record<string, string>>
  readonly licence: string
  readonly source: { readonly name: string; readonly url: string }
  /** Findings of the data report that are properties of the source, not errors. */
  readonly known?: readonly KnownFinding[]
  /** The initial split of a new plan. */
  readonly split: SplitPick
  /** The initial preparation steps of a new plan, for columns that need steps other than the usual ones. */
  readonly prepare?: Plan['prepare']
  readonly rows: /** Hashed chunks under data/<id>/, listed in its manifest.json; `bytes` is their total size. */
    | { readonly kind: 'chunks'; readonly bytes: number }
    /** A user's own dataset, stored on this device as chunks identified by hash, plus edits. */
    | { readonly kind: 'kept'; readonly bytes: number }
    /**
     * Rows generated with a seed: the columns in the schema's order, with `schema.rows` rows by default. `rate` is that of
     * the planted bias.
     */
    | {
        readonly kind: 'generated'
        make(random: Rng, rows: number, rate?: number): readonly Column[]
        readonly bias?: PlantedBias
      }
}

/** Labels that a generated dataset records wrong, for one group only. The true labels are in none of its columns. */
export interface PlantedBias {
  readonly column: string
  readonly group: string
  /** Rows of the group whose true label is `from` are recorded as `to` at this rate, unless another one is chosen. */
  readonly from: string
  readonly to: string
  readonly rate: number
  /** The code of the true label of each row that `make` draws from the same numbers. */
  truth(random: Rng, rows: number): Int16Array
}

export interface KnownFinding {
  /** The code of the finding; `columns` names the affected columns. */
  readonly code: string
  readonly columns: readonly string[]
  /** Why the source has this property. */
  readonly why: string
}

const known = new Map<string, DatasetDef>()

/** The random split of most datasets. */
const RANDOM_SPLIT: SplitPick = { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 }

/** A built-in dataset. Unless given, it has no predefined test set, ignores no column, and is split at random. */
export interface BuiltInDataset
  extends Omit<DatasetSchema, 'title' | 'testRows' | 'ignore'>,
    Partial<Pick<DatasetSchema, 'testRows' | 'ignore'>>,
    Omit<DatasetDef, 'schema' | 'about' | 'split' | 'rows'> {
  readonly text: { readonly title: string; readonly about: string }
  readonly split?: SplitPick
}

/** Defines a built-in dataset whose rows come from `source`. */
export function defineBuiltIn(
  { id, text, kind, columns, rows, testRows = 0, target, ignore = [], ...rest }: BuiltInDataset,
  source: DatasetDef['rows'],
): DatasetDef {
  return defineDataset({
    schema: { id, title: text.title, kind, columns, rows, testRows, target, ignore },
    about: text.about,
    split: RANDOM_SPLIT,
    ...rest,
    rows: source,
  })
}

/** Defines a built-in dataset whose rows are files under data/<id>/, `bytes` in total. */
export function shippedDataset({ bytes, ...dataset }: BuiltInDataset & { readonly bytes: number }): DatasetDef {
  return defineBuiltIn(dataset, { kind: 'chunks', bytes })
}

/** Registers a dataset by its id, so that `findDataset` finds it. */
export function defineDataset(def: DatasetDef): DatasetDef {
  known.set(def.schema.id, def)
  return def
}

/** The dataset with this id; undefined if no loaded module defines it. */
export function findDataset(id: string): DatasetDef | undefined {
  return known.get(id)
}
