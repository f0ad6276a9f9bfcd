/** @file Records of datasets: imported or edited data, with its edit steps and saved versions. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Slice } from '../data/condition'
import type { DataStep } from '../data/data-step'

/** Rows that are stored as one chunk. */
export interface StoredChunk {
  readonly sha256: string
  readonly rows: number
  /** Size as stored. */
  readonly bytes: number
}

export interface SetCard {
  readonly about: string
  readonly licence: string
  readonly source: string
}

/** What the edit steps start from. */
export type SetBase =
  | { readonly kind: 'chunks'; readonly schema: DatasetSchema; readonly chunks: readonly StoredChunk[] }
  /** An edited shipped dataset. */
  | { readonly kind: 'shipped'; readonly dataset: string; readonly seed?: number }

/** A saved state of a dataset: named by the user, or used by a run. */
export interface SetVersion {
  /** Hash of its chunks and steps: same hash, same rows. */
  readonly hash: string
  readonly at: string
  readonly name?: string
  readonly steps: readonly DataStep[]
  /** The schema after the steps. */
  readonly schema: DatasetSchema
}

/** A dataset on this device. */
export interface SetRecord {
  readonly id: string
  /** Counts saves, like a project's revision. */
  readonly revision: number
  readonly title: string
  readonly card: SetCard
  readonly createdAt: string
  readonly updatedAt: string
  readonly base: SetBase
  /** How its files were read (`ReadOptions`); reading them again this way gives the same chunks. */
  readonly read?: Readonly<Record<string, unknown>>
  /** The schema after its steps. */
  readonly schema: DatasetSchema
  /** The dataset and version that this one was made from. */
  readonly parent?: { readonly set: string; readonly version: string }
  /** Applied steps in order, and undone steps, the next to redo first. */
  readonly steps: readonly DataStep[]
  readonly undone: readonly DataStep[]
  readonly slices: readonly Slice[]
  /** Keys of report findings that the user accepted. */
  readonly accepted?: readonly string[]
  /** Oldest first. */
  readonly versions: readonly SetVersion[]
}

/** Of an import's marker: when it was last active; of a chunk: its hash. */
export type ImportRow = { readonly at: string } | { readonly sha256: string }

/** A new dataset: storage adds its revision and dates. */
export type NewSet = Omit<SetRecord, 'revision' | 'createdAt' | 'updatedAt'>

/** Storage of datasets, as the studio uses it. */
export interface SetStorage {
  /** Newest first; `damaged` has the ids of unreadable ones. */
  list(): Promise<{ readonly sets: readonly SetRecord[]; readonly damaged: readonly string[] }>
  /** The newest save, or the one before if the newest is damaged. Refuses with `dataset-damaged` if both are. */
  get(id: string): Promise<SetRecord | undefined>
  /**
   * Refuses with `dataset-conflict` when the stored revision is not `set.revision`; resolves with the saved record. Removes
   * chunks that neither this save nor the previous one uses, unless another dataset does.
   */
  put(set: SetRecord): Promise<SetRecord>
  /** Removes the dataset and the chunks that no other dataset uses. */
  remove(id: string): Promise<void>
  /**
   * Starts an import. Its chunks belong to no dataset until it finishes. If its tab is closed, the chunks are removed
   * at the next start.
   */
  beginImport(): Promise<ImportWriter>
  /** Removes the leftovers of imports whose tab is gone; resolves with their number. */
  sweep(): Promise<number>
}

export interface ImportWriter {
  /**
   * Stores a chunk; resolves when it is on disk. Refuses with `import-gone` when the import was considered dead and
   * swept.
   */
  put(bytes: Uint8Array<ArrayBuffer>, rows: number): Promise<StoredChunk>
  /** Creates the dataset from the written chunks, and ends the import in the same transaction. */
  finish(set: NewSet): Promise<SetRecord>
  /**
   * Adds the written chunks to an existing dataset, as in `SetStorage.put`, and ends the import in the same
   * transaction.
   */
  join(set: SetRecord): Promise<SetRecord>
  /** Removes what was written. */
  abandon(): Promise<void>
}

/** Every chunk that a dataset needs: of its base, and of rows added by applied, undone, or saved steps. */
export function chunksOf({ base, steps, undone, versions }: SetRecord): ReadonlySet<string> {
  const all = [...steps, ...undone, ...versions.flatMap((version) => version.steps)]
  const added = all.flatMap(({ chunks }) => (Array.isArray(chunks) ? (chunks as readonly StoredChunk[]) : []))
  return new Set([...(base.kind === 'chunks' ? base.chunks : []), ...added].map(({ sha256 }) => sha256))
}
