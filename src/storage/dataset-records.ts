/** @file Records of sets: the data a user brought or made, with the steps taken on it and the versions kept. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Slice } from '../data/condition'
import type { DataStep } from '../data/data-step'

/** Rows that lie in one chunk of the store of chunks. */
export interface KeptChunk {
  readonly sha256: string
  readonly rows: number
  /** As kept. */
  readonly bytes: number
}

export interface SetCard {
  readonly about: string
  readonly licence: string
  readonly source: string
}

/** What the steps begin from. */
export type SetBase =
  | { readonly kind: 'chunks'; readonly schema: DatasetSchema; readonly chunks: readonly KeptChunk[] }
  /** A shipped set, edited. */
  | { readonly kind: 'shipped'; readonly dataset: string; readonly seed?: number }

/** A state of a set that is kept: by name, or because a run trained on it. */
export interface SetVersion {
  /** Of its chunks and steps: same hash, same rows. */
  readonly hash: string
  readonly at: string
  readonly name?: string
  readonly steps: readonly DataStep[]
  /** As it is after the steps. */
  readonly schema: DatasetSchema
}

/** A set on this device. */
export interface SetRecord {
  readonly id: string
  /** Counts saves, as that of a project. */
  readonly revision: number
  readonly title: string
  readonly card: SetCard
  readonly createdAt: string
  readonly updatedAt: string
  readonly base: SetBase
  /** How its files were read (`ReadOptions`): read so again, they give the same chunks. */
  readonly read?: Readonly<Record<string, unknown>>
  /** As it is after its steps. */
  readonly schema: DatasetSchema
  /** The set and version this one was made from. */
  readonly parent?: { readonly set: string; readonly version: string }
  /** Taken, in order; and those taken back, the next one first. */
  readonly steps: readonly DataStep[]
  readonly undone: readonly DataStep[]
  readonly slices: readonly Slice[]
  /** Findings of the report of which was said that it is so, by their keys. */
  readonly accepted?: readonly string[]
  /** Oldest first. */
  readonly versions: readonly SetVersion[]
}

/** Of the marker of an import when it was last heard of; of a chunk it wrote its hash. */
export type ImportRow = { readonly at: string } | { readonly sha256: string }

/** A set as it is made: storage counts its saves and dates them. */
export type NewSet = Omit<SetRecord, 'revision' | 'createdAt' | 'updatedAt'>

/** What the studio asks of the storage of sets. */
export interface SetStorage {
  /** Newest first; `damaged` has the ids of those that cannot be read any more. */
  list(): Promise<{ readonly sets: readonly SetRecord[]; readonly damaged: readonly string[] }>
  /** The newest save, or the one before where the newest is damaged. Refuses with `set-damaged` where both are. */
  get(id: string): Promise<SetRecord | undefined>
  /**
   * Refuses with `set-conflict` when the stored revision is not `set.revision`; resolves with the record as kept. Chunks that
   * neither this save nor the one before it names go, unless another set has them.
   */
  put(set: SetRecord): Promise<SetRecord>
  /** Removes the set, and those of its chunks that no other set has. */
  remove(id: string): Promise<void>
  /**
   * Begins an import: what is written under it belongs to nobody until a set takes it. An import whose tab is gone leaves nothing:
   * its chunks are removed at the next start.
   */
  beginImport(): Promise<ImportWriter>
  /** Removes what imports left whose tab is gone; resolves with how many there were. */
  sweep(): Promise<number>
}

export interface ImportWriter {
  /** Keeps a chunk; resolves when it is on disk. Refuses with `import-gone` when it was taken for dead and swept. */
  put(bytes: Uint8Array<ArrayBuffer>, rows: number): Promise<KeptChunk>
  /** Makes the set of the chunks written, in one transaction with the end of the import. */
  finish(set: NewSet): Promise<SetRecord>
  /** The chunks written become part of a set that is there: as `SetStorage.put`, in one transaction with the end of the import. */
  join(set: SetRecord): Promise<SetRecord>
  /** Removes what was written. */
  abandon(): Promise<void>
}

/** Every chunk that a set needs: of what was brought in, and of rows added by a step that was taken, taken back, or kept. */
export function chunksOf({ base, steps, undone, versions }: SetRecord): ReadonlySet<string> {
  const all = [...steps, ...undone, ...versions.flatMap((version) => version.steps)]
  const added = all.flatMap(({ chunks }) => (Array.isArray(chunks) ? (chunks as readonly KeptChunk[]) : []))
  return new Set([...(base.kind === 'chunks' ? base.chunks : []), ...added].map(({ sha256 }) => sha256))
}
