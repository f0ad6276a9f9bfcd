/** @file Records of service logs: a head that lists the log's parts, and the storage interface. */
import type { Message } from '../messages/message'
import type { Levels } from '../ops/log/aggregation-levels'
import type { LogHash } from '../ops/log/hash'
import type { RequestBuffer } from '../ops/log/request-buffer'
import type { RetainedInput } from '../ops/log/stored-entries'
import type { Change, LogDictionary } from '../ops/log-entry'

/** Identifies a service within its project. */
export interface ServiceKey {
  readonly project: string
  readonly service: string
}

/** The small parts of a log, which are stored in its head. */
export interface LogMetadata {
  readonly book: LogDictionary
  readonly seed: number
  /** The virtual time that the log has reached, in milliseconds. */
  readonly through: number
  /** The end of the hash chain at that time. */
  readonly link: LogHash['link']
  /** Changes to the service, oldest first; only the last few thousand. */
  readonly changes: readonly Change[]
  /** Other user data, keyed by name: acknowledged incidents, notes, and settings of the retraining loop. Plain JSON. */
  readonly annotations?: Readonly<Record<string, unknown>>
}

export interface ServiceLogHead extends LogMetadata {
  readonly service: string
  readonly widths: RequestBuffer['widths']
  readonly next: number
  readonly today: number
  /** The number of the stored part for each chunk and for each day. */
  readonly chunks: readonly (readonly [chunk: number, part: number])[]
  readonly days: readonly (readonly [day: number, part: number])[]
  readonly inputs?: number
  /** The number of the next part to be stored; numbers are never reused. */
  readonly part: number
}

/** A stored part: deflated bytes and their SHA-256. */
export interface ServiceLogPart {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sum: string
}

/** A service log in memory. */
export interface LiveLog extends LogMetadata {
  readonly ring: RequestBuffer
  readonly levels: Levels
  readonly inputs: readonly (readonly [number, RetainedInput])[]
}

export interface ServiceLogFile {
  /** The stored log without damaged parts; undefined if no log is stored or the log is unreadable. */
  readonly kept?: LiveLog
  /** Messages about what was lost. */
  readonly damaged: readonly Message[]
  /**
   * Saves all changes since the last flush, in one transaction; resolves with the number of bytes written once they are
   * on disk. Refuses with `log-conflict` if another tab wrote in between; the data that was not saved is then marked as
   * changed again. Do not add anything to the log before `copied` is called.
   */
  flush(log: LiveLog, copied?: () => void): Promise<number>
  /** Renames the service: moves the stored log, and saves later changes under the new name. */
  rename(to: string): Promise<void>
}

export interface ServiceLogStorage {
  open(service: ServiceKey): Promise<ServiceLogFile>
  remove(service: ServiceKey): Promise<void>
  /** Moves a stored log to another name, replacing any log left by a deleted service of that name. */
  rename(service: ServiceKey, to: string): Promise<void>
}

/** The space is an unambiguous separator, because project ids contain no spaces. */
export function logKey({ project, service }: ServiceKey): string {
  return `${project} ${service}`
}
