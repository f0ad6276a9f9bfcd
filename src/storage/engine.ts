/**
 * @file Engine: transactions over a few stores of rows. Two of them, IndexedDB and memory, carry the same rooms of storage,
 * so what is written here is written once and tested on both.
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
import type { KeptRun } from './kept-run'
import type { Sealed, SealedWeights } from './seal'
import type { ServiceLogHead, ServiceLogPart } from './service-log-records'
import type { ImportRow, SetRecord } from './dataset-records'

/** A name, or a name and a number that orders the rows under it (a generation, a version). */
export type Key = string | readonly [string, number]

/** The row kept in each store. */
export interface Rows {
  readonly projects: Sealed<ProjectRecord>
  /** The save before the newest, for when the newest is damaged. */
  readonly projectsBefore: Sealed<ProjectRecord>
  readonly runs: KeptRun
  readonly checkpoints: SealedWeights<CheckpointRecord>
  /** What there is in `checkpoints`, to be listed without reading it. Those of the first version have no row here. */
  readonly checkpointRows: Sealed<CheckpointRow>
  readonly models: Sealed<Omit<ModelRecord, 'weights'>>
  readonly modelWeights: SealedWeights<Pick<ModelRecord, 'weights'>>
  readonly chunks: Uint8Array<ArrayBuffer>
  /** By project and number. */
  readonly versions: Sealed<VersionRecord>
  /** By id and version. */
  readonly library: Sealed<LibraryRecord>
  readonly sets: Sealed<SetRecord>
  /** The save before the newest, for when the newest is damaged. */
  readonly setsBefore: Sealed<SetRecord>
  /** By import and number: 0 is its marker, each further one a chunk it wrote. */
  readonly imports: Sealed<ImportRow>
  /** By model and number of the move. */
  readonly aliases: Sealed<AliasMove>
  /** By service and generation: the newest, and the one before it. */
  readonly serviceLogs: Sealed<ServiceLogHead>
  /** By service and number: what the heads name. */
  readonly serviceLogParts: ServiceLogPart
  readonly settings: { readonly value: unknown }
}
export type StoreName = keyof Rows

/** Inside a transaction. Nothing but these may be awaited there, or the browser ends the transaction. */
export interface Transaction {
  get<S extends StoreName>(store: S, key: Key): Promise<Rows[S] | undefined>
  put<S extends StoreName>(store: S, key: Key, row: Rows[S]): Promise<void>
  remove(store: StoreName, key: Key): Promise<void>
  /** In order; with `under`, those of that name alone. */
  keys(store: StoreName, under?: string): Promise<readonly Key[]>
  /** In order; with `under`, those of that name alone. */
  all<S extends StoreName>(store: S, under?: string): Promise<readonly Rows[S][]>
  /** The runs of a project. */
  runsOf(project: string): Promise<readonly KeptRun[]>
}

/** `write` survives a power cut; `cache` may be lost with one, for what can be fetched again. */
export type Mode = 'read' | 'write' | 'cache'

export interface Engine {
  /**
   * Resolves once the transaction is complete; rejects with a Refusal, with nothing written. `bytes` to be written lengthen
   * the deadline. Write what is pointed at before what points at it: a prefix of the work must be a valid state.
   */
  transact<T>(
    stores: readonly StoreName[],
    mode: Mode,
    work: (transaction: Transaction) => Promise<T>,
    bytes?: number,
  ): Promise<T>
  close(): void
}
