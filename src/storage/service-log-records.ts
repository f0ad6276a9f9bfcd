/** @file Records of service logs: a head that lists its parts, and the storage interface. */
import type { Message } from '../messages/message'
import type { LogHash } from '../ops/log/hash'
import type { RetainedInput } from '../ops/log/stored-inputs'
import type { Levels } from '../ops/log/aggregation-levels'
import type { RequestBuffer } from '../ops/log/request-buffer'
import type { LogDictionary, Change } from '../ops/log-entry'

/** A service and its project. */
export interface ServiceKey {
  readonly project: string
  readonly service: string
}

/** The parts of a log that are small. */
export interface LogFacts {
  readonly book: LogDictionary
  readonly seed: number
  /** The virtual time reached, in milliseconds. */
  readonly through: number
  /** The hash chain up to then. */
  readonly link: LogHash['link']
  /** Changes to the service, oldest first; the last few thousand. */
  readonly changes: readonly Change[]
  /** Other user data by name: acknowledged incidents, notes, settings of the retraining loop. Plain JSON. */
  readonly beside?: Readonly<Record<string, unknown>>
}

export interface ServiceLogHead extends LogFacts {
  readonly service: string
  readonly widths: RequestBuffer['widths']
  readonly next: number
  readonly today: number
  /** Part numbers by chunk or by day. */
  readonly chunks: readonly (readonly [chunk: number, part: number])[]
  readonly days: readonly (readonly [day: number, part: number])[]
  readonly inputs?: number
  /** The number of the next part; numbers are never reused. */
  readonly part: number
}

/** Deflated bytes and their SHA-256. */
export interface ServiceLogPart {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sum: string
}

/** A log in memory. */
export interface LiveLog extends LogFacts {
  readonly ring: RequestBuffer
  readonly levels: Levels
  readonly inputs: readonly (readonly [number, RetainedInput])[]
}

export interface ServiceLogFile {
  /** The stored log without damaged parts; undefined when there is none or it is unreadable. */
  readonly kept?: LiveLog
  /** What is lost. */
  readonly damaged: readonly Message[]
  /**
   * Saves what changed since the last flush, in one transaction; resolves with the bytes written when they are on disk.
   * Refuses with `log-conflict` if another tab wrote in between. What was not saved counts as changed again. Add
   * nothing before `copied` is called.
   */
  flush(log: LiveLog, copied?: () => void): Promise<number>
  /** Renames the service: moves what is stored, and saves later changes under the new name. */
  rename(to: string): Promise<void>
}

export interface ServiceLogStorage {
  open(service: ServiceKey): Promise<ServiceLogFile>
  remove(service: ServiceKey): Promise<void>
  /** Moves a stored log to another name, replacing the log of a deleted service. */
  rename(service: ServiceKey, to: string): Promise<void>
}

/** Project ids contain no spaces. */
export function logKey({ project, service }: ServiceKey): string {
  return `${project} ${service}`
}
