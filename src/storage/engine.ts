/**
 * @file Engine: transactions over stores of rows. IndexedDB and memory implement it, so every part of storage is
 * written once and tested on both.
 */
import type { AliasMove } from './alias-records'
import type {
  CheckpointRecord,
  CheckpointRow,
  LibraryRecord,
  ModelRecord,
  ProjectRecord,
  VersionRecord,
} from './records'
import type { StoredRun } from './kept-run'
import type { Sealed, SealedWeights } from './seal'
import type { ServiceLogHead, ServiceLogPart } from './service-log-records'
import type { ImportRow, SetRecord } from './dataset-records'

/** A name, or a name and a number that orders its rows (a generation or a version). */
export type Key = string | readonly [string, number]

/** The row type of each store. */
export interface Rows {
  readonly projects: Sealed<ProjectRecord>
  /** The save before the newest, in case the newest is damaged. */
  readonly projectsBefore: Sealed<ProjectRecord>
  readonly runs: StoredRun
  readonly checkpoints: SealedWeights<CheckpointRecord>
  /** Rows of `checkpoints` without their weights, for listing. Checkpoints of the first version have none. */
  readonly checkpointRows: Sealed<CheckpointRow>
  readonly models: Sealed<Omit<ModelRecord, 'weights'>>
  readonly modelWeights: SealedWeights<Pick<ModelRecord, 'weights'>>
  readonly chunks: Uint8Array<ArrayBuffer>
  /** By project and number. */
  readonly versions: Sealed<VersionRecord>
  /** By id and version. */
  readonly library: Sealed<LibraryRecord>
  readonly sets: Sealed<SetRecord>
  /** The save before the newest, in case the newest is damaged. */
  readonly setsBefore: Sealed<SetRecord>
  /** By import and number: 0 is its marker, the others the chunks it wrote. */
  readonly imports: Sealed<ImportRow>
  /** By model and number of the move. */
  readonly aliases: Sealed<AliasMove>
  /** By service and generation: the newest and the one before. */
  readonly serviceLogs: Sealed<ServiceLogHead>
  /** By service and number, as listed in the heads. */
  readonly serviceLogParts: ServiceLogPart
  readonly settings: { readonly value: unknown }
}
export type StoreName = keyof Rows

/** Inside a transaction. Await nothing else there, or the browser ends the transaction. */
export interface Transaction {
  get<S extends StoreName>(store: S, key: Key): Promise<Rows[S] | undefined>
  put<S extends StoreName>(store: S, key: Key, row: Rows[S]): Promise<void>
  remove(store: StoreName, key: Key): Promise<void>
  /** In order; with `under`, only those of that name. */
  keys(store: StoreName, under?: string): Promise<readonly Key[]>
  /** In order; with `under`, only those of that name. */
  all<S extends StoreName>(store: S, under?: string): Promise<readonly Rows[S][]>
  /** The runs of a project. */
  runsOf(project: string): Promise<readonly StoredRun[]>
}

/** `write` survives a power failure; `cache` may not, and is for data that can be fetched again. */
export type Mode = 'read' | 'write' | 'cache'

export interface Engine {
  /**
   * Resolves when the transaction is complete; rejects with a Refusal when nothing was written. `bytes` extends the
   * deadline. Write referenced rows before the rows that refer to them: any prefix of the work must be a valid state.
   */
  transact<T>(
    stores: readonly StoreName[],
    mode: Mode,
    work: (transaction: Transaction) => Promise<T>,
    bytes?: number,
  ): Promise<T>
  close(): void
}
