/** @file Records of datasets: imported or edited data, with its edit steps and saved versions. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Slice } from '../data/condition'
import type { DataStep } from '../data/dataset-edit'

/** A stored chunk of rows. */
export interface StoredChunk {
  readonly sha256: string
  readonly rows: number
  /** Size in bytes as stored. */
  readonly bytes: number
}

export interface SetCard {
  readonly about: string
  readonly licence: string
  readonly source: string
}

/** The data that the edit steps start from. */
export type SetBase =
  | { readonly kind: 'chunks'; readonly schema: DatasetSchema; readonly chunks: readonly StoredChunk[] }
  /** A shipped dataset that the user edits. */
  | { readonly kind: 'shipped'; readonly dataset: string; readonly seed?: number; readonly bias?: number }

/** A saved state of a dataset, either named by the user or used by a run. */
export interface SetVersion {
  /** Hash of the chunks and steps; equal hashes mean equal rows. */
  readonly hash: string
  readonly at: string
  readonly name?: string
  readonly steps: readonly DataStep[]
  /** The schema after the version's edit steps. */
  readonly schema: DatasetSchema
}

/** The attack that made the rows of a dataset: examples that fool a network, to test other networks with. */
export interface AttackOrigin {
  readonly method: 'fgsm' | 'pgd' | 'patch' | 'onePixel'
  /** The strength, in the unit of the method. */
  readonly epsilon: number
  readonly split: 'train' | 'validation' | 'test'
  readonly seed: number
  /** The weights that were attacked, by their name. */
  readonly attacked: string
  /** Identifies the data whose rows were attacked; the column `row` has their indexes there. */
  readonly data: string
  /** The columns that were changed; each has a column with the values before the attack. */
  readonly changed: readonly string[]
}

/** A dataset stored on this device. */
export interface SetRecord {
  readonly id: string
  /** Number of times that the dataset was saved, like a project's revision. */
  readonly revision: number
  readonly title: string
  readonly card: SetCard
  readonly createdAt: string
  readonly updatedAt: string
  readonly base: SetBase
  /**
   * The options with which the files were read (`ReadOptions`); reading the files again with these options produces the
   * same chunks.
   */
  readonly read?: Readonly<Record<string, unknown>>
  /** The schema after the applied edit steps. */
  readonly schema: DatasetSchema
  /** The dataset and version from which this dataset was created. */
  readonly parent?: { readonly set: string; readonly version: string }
  readonly attack?: AttackOrigin
  /** Applied steps in order, and undone steps (`undone`), starting with the next one to redo. */
  readonly steps: readonly DataStep[]
  readonly undone: readonly DataStep[]
  readonly slices: readonly Slice[]
  /** Keys of data report findings that the user has accepted. */
  readonly accepted?: readonly string[]
  /** Saved versions, oldest first. */
  readonly versions: readonly SetVersion[]
}

/** For an import's marker row: when the import was last active. For a chunk's row: the hash of the chunk. */
export type ImportRow = { readonly at: string } | { readonly sha256: string }

/** A new dataset; storage adds its revision and dates. */
export type NewSet = Omit<SetRecord, 'revision' | 'createdAt' | 'updatedAt'>

/** Storage interface for datasets, as used by the studio. */
export interface SetStorage {
  /** All datasets, newest first; `damaged` contains the ids of unreadable datasets. */
  list(): Promise<{ readonly sets: readonly SetRecord[]; readonly damaged: readonly string[] }>
  /**
   * The most recent save of the dataset, or the previous one if the most recent is damaged. Refuses with
   * `dataset-damaged` if both are damaged.
   */
  get(id: string): Promise<SetRecord | undefined>
  /**
   * Saves a dataset and resolves with the saved record. Refuses with `dataset-conflict` if the stored revision is not
   * `set.revision`. Removes chunks that are used neither by this save nor the previous one, nor by another dataset.
   */
  put(set: SetRecord): Promise<SetRecord>
  /** Removes the dataset and the chunks that no other dataset uses. */
  remove(id: string): Promise<void>
  /**
   * Starts an import. Its chunks belong to no dataset until it finishes; if the tab is closed first, they are removed
   * at the next start.
   */
  beginImport(): Promise<ImportWriter>
  /** Removes what imports left behind when their tabs were closed; resolves with the number of these imports. */
  sweep(): Promise<number>
}

export interface ImportWriter {
  /**
   * Stores a chunk; resolves when it is on disk. Refuses with `import-gone` if the import was considered abandoned and
   * has been removed.
   */
  put(bytes: Uint8Array<ArrayBuffer>, rows: number): Promise<StoredChunk>
  /** Creates the dataset from the written chunks, and ends the import in the same transaction. */
  finish(set: NewSet): Promise<SetRecord>
  /**
   * Adds the written chunks to an existing dataset, as with `SetStorage.put`, and ends the import in the same
   * transaction.
   */
  join(set: SetRecord): Promise<SetRecord>
  /** Ends the import and removes the chunks that it wrote. */
  abandon(): Promise<void>
}

/**
 * Every chunk that a dataset needs: the chunks of its base, and those of rows added by applied, undone, or saved steps.
 */
export function chunksOf({ base, steps, undone, versions }: SetRecord): ReadonlySet<string> {
  const all = [...steps, ...undone, ...versions.flatMap((version) => version.steps)]
  const added = all.flatMap(({ chunks }) => (Array.isArray(chunks) ? (chunks as readonly StoredChunk[]) : []))
  return new Set([...(base.kind === 'chunks' ? base.chunks : []), ...added].map(({ sha256 }) => sha256))
}
