/**
 * @file Records of service logs: a head that lists the parts of the log, packed request inputs, and the storage
 * interface.
 */
import type { Message } from '../messages/message'
import type { Levels } from '../ops/log/aggregates'
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

type InputHeader =
  | { readonly id: number; readonly values: Extract<RetainedInput, { kind: 'values' }>['values'] }
  | { readonly id: number; readonly shape: readonly number[]; readonly numbers: number }

/** Packs inputs, given with their request ids, into one byte array. */
export function packInputs(inputs: readonly (readonly [number, RetainedInput])[]): Uint8Array<ArrayBuffer> {
  const headers: InputHeader[] = inputs.map(([id, input]) =>
    input.kind === 'values' ? { id, values: input.values } : { id, shape: input.shape, numbers: input.data.length },
  )
  const head = new TextEncoder().encode(JSON.stringify(headers))
  const tensors = inputs.flatMap(([, input]) => (input.kind === 'tensor' ? [input.data] : []))
  const out = new Uint8Array(4 + head.length + tensors.reduce((sum, data) => sum + data.byteLength, 0))
  new Uint32Array(out.buffer, 0, 1)[0] = head.length
  out.set(head, 4)
  let at = 4 + head.length
  for (const data of tensors) {
    out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return out
}

/** Unpacks bytes written by `packInputs`; the caller must have verified their checksum. */
export function unpackInputs(bytes: Uint8Array<ArrayBuffer>): [number, RetainedInput][] {
  const length = new Uint32Array(bytes.slice(0, 4).buffer)[0] as number
  const headers = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as readonly InputHeader[]
  let at = 4 + length
  return headers.map((one) => {
    if ('values' in one) return [one.id, { kind: 'values', values: one.values }]
    const data = new Float32Array(bytes.slice(at, at + 4 * one.numbers).buffer)
    at += data.byteLength
    return [one.id, { kind: 'tensor', shape: one.shape, data }]
  })
}
