/** @file Records of the logs of services: a head that names its parts, and what is asked of their storage. */
import type { Message } from '../messages/message'
import type { LogHash } from '../ops/log/hash'
import type { RetainedInput } from '../ops/log/stored-inputs'
import type { Levels } from '../ops/log/aggregation-levels'
import type { RequestRing } from '../ops/log/request-buffer'
import type { LogDictionary, Change } from '../ops/log-entry'

/** A service, by the project that it is part of. */
export interface ServiceKey {
  readonly project: string
  readonly service: string
}

/** What is small of a log, or of no size of its own. */
export interface LogFacts {
  readonly book: LogDictionary
  readonly seed: number
  /** The virtual time that was reached. */
  readonly through: number
  /** The chain of hashes up to then. */
  readonly link: LogHash['link']
  /** What was changed in the service, oldest first; the latest few thousand. */
  readonly changes: readonly Change[]
  /** What people did beside it, by what it is of: incidents taken up, notes, settings of the ring. Plain JSON. */
  readonly beside?: Readonly<Record<string, unknown>>
}

export interface ServiceLogHead extends LogFacts {
  readonly service: string
  readonly widths: RequestRing['widths']
  readonly next: number
  readonly today: number
  /** Numbers of parts, by the chunk or the day that they are. */
  readonly chunks: readonly (readonly [chunk: number, part: number])[]
  readonly days: readonly (readonly [day: number, part: number])[]
  readonly inputs?: number
  /** The number of the next part: none is ever written over. */
  readonly part: number
}

/** Deflated bytes and their SHA-256. */
export interface ServiceLogPart {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sum: string
}

/** A log as it is in memory. */
export interface LiveLog extends LogFacts {
  readonly ring: RequestRing
  readonly levels: Levels
  readonly inputs: readonly (readonly [number, RetainedInput])[]
}

export interface ServiceLogFile {
  /** What was kept, but for what is damaged; undefined where nothing was, or nothing can be read. */
  readonly kept?: LiveLog
  /** What is lost of it. */
  readonly damaged: readonly Message[]
  /**
   * Keeps what changed since the last time, in one transaction; resolves with the bytes written once they are on disk. Refuses with
   * `log-conflict` where another tab wrote meanwhile. What could not be kept counts as changed again. Until it says that all is
   * copied, nothing may be added.
   */
  flush(log: LiveLog, copied?: () => void): Promise<number>
  /** The service has another name from here on: what was kept of it moves there, and what comes is kept there. */
  rename(to: string): Promise<void>
}

export interface ServiceLogStorage {
  open(service: ServiceKey): Promise<ServiceLogFile>
  remove(service: ServiceKey): Promise<void>
  /** Moves what was kept to another name, in the place of what is there: the log of a service that is gone. */
  rename(service: ServiceKey, to: string): Promise<void>
}

/** Ids of projects have no blanks in them. */
export function logKey({ project, service }: ServiceKey): string {
  return `${project} ${service}`
}
