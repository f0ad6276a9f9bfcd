/**
 * @file Storage engine: transactions over stores of rows, and their errors. IndexedDB and memory implement it, so all
 * storage code is written once and tested on both.
 */
import type { AliasMove } from './alias-records'
import type {
  CheckpointRecord,
  CheckpointRow,
  LibraryRecord,
  ModelRecord,
  ProjectRecord,
  StoredRun,
  VersionRecord,
} from './records'
import type { Sealed, SealedWeights } from './checksums'
import type { ServiceLogHead, ServiceLogPart } from './service-log-records'
import type { ImportRow, SetRecord } from './dataset-records'
import { message, Refusal } from '../messages/message'
import { storageReasons } from '../messages/en/storage'

/** A name, or a name with a number (a generation or a version) that orders the rows of that name. */
export type Key = string | readonly [string, number]

/** The row type of each store. */
export interface Rows {
  readonly projects: Sealed<ProjectRecord>
  /** The previous save of each project, in case the most recent is damaged. */
  readonly projectsBefore: Sealed<ProjectRecord>
  readonly runs: StoredRun
  readonly checkpoints: SealedWeights<CheckpointRecord>
  /** Rows of `checkpoints` without their weights, for listing. Checkpoints from the first version have no such rows. */
  readonly checkpointRows: Sealed<CheckpointRow>
  readonly models: Sealed<Omit<ModelRecord, 'weights'>>
  readonly modelWeights: SealedWeights<Pick<ModelRecord, 'weights'>>
  readonly chunks: Uint8Array<ArrayBuffer>
  /** Keyed by project and version number. */
  readonly versions: Sealed<VersionRecord>
  /** Keyed by block id and version. */
  readonly library: Sealed<LibraryRecord>
  readonly sets: Sealed<SetRecord>
  /** The previous save of each dataset, in case the most recent is damaged. */
  readonly setsBefore: Sealed<SetRecord>
  /**
   * Keyed by import and row number. Row 0 is the import's marker; the other rows list the chunks that the import wrote.
   */
  readonly imports: Sealed<ImportRow>
  /** Keyed by model and number of the move. */
  readonly aliases: Sealed<AliasMove>
  /** Keyed by service and generation. Contains the newest head and the one before it. */
  readonly serviceLogs: Sealed<ServiceLogHead>
  /** Keyed by service and part number, as listed in the heads. */
  readonly serviceLogParts: ServiceLogPart
  readonly settings: { readonly value: unknown }
}
export type StoreName = keyof Rows

/** Operations inside a transaction. Do not await anything else inside it, or the browser ends the transaction. */
export interface Transaction {
  get<S extends StoreName>(store: S, key: Key): Promise<Rows[S] | undefined>
  put<S extends StoreName>(store: S, key: Key, row: Rows[S]): Promise<void>
  remove(store: StoreName, key: Key): Promise<void>
  /** All keys in order; if `under` is given, only the keys with that name. */
  keys(store: StoreName, under?: string): Promise<readonly Key[]>
  /** All rows in order; if `under` is given, only the rows with that name. */
  all<S extends StoreName>(store: S, under?: string): Promise<readonly Rows[S][]>
  /** The runs of a project. */
  runsOf(project: string): Promise<readonly StoredRun[]>
}

/**
 * Data written in `write` mode survives a power failure. Data written in `cache` mode may not; it can be fetched again.
 */
export type Mode = 'read' | 'write' | 'cache'

export interface Engine {
  /**
   * Resolves when the transaction is complete; rejects with a Refusal if nothing was written. `bytes` extends the
   * deadline. Write rows before the rows that refer to them, because every intermediate state must be valid.
   */
  transact<T>(
    stores: readonly StoreName[],
    mode: Mode,
    work: (transaction: Transaction) => Promise<T>,
    bytes?: number,
  ): Promise<T>
  close(): void
}

/** Converts an error thrown by storage to a refusal; a Refusal is returned unchanged. */
export async function asRefusal(error: unknown): Promise<Refusal> {
  if (error instanceof Refusal) return error
  const name = nameOf(error)
  if (name === 'QuotaExceededError') {
    const usage = await usageNow()
    return new Refusal(message('storage-full', usage === undefined ? {} : { usage }))
  }
  if (name === 'VersionError') return new Refusal(message('storage-newer', {}))
  return new Refusal(message('storage-failed', { why: name }))
}

/** The promise's result; refuses with `storage-silent` if it does not settle in time. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Refusal(message('storage-silent', { seconds: Math.max(1, Math.round(ms / 1000)) }))),
      ms,
    )
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The name of an exception: QuotaExceededError, InvalidStateError, ... */
export function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : storageReasons.unknown
}

/** Number of bytes used, as reported by the browser; undefined over plain HTTP, where browsers do not report it. */
export async function usageNow(): Promise<number | undefined> {
  try {
    return (await globalThis.navigator?.storage?.estimate?.())?.usage
  } catch {
    return undefined
  }
}
