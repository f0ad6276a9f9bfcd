/**
 * @file hashLog: hashes the log as a chain of SHA-256 hashes with one link per simulated minute. Each link covers the
 * minute's requests, labels and changes in canonical form, so the hash does not depend on how the log is batched. If
 * two runs of a scenario have the same hash, every request got the same response in the same amount of time.
 */
import { type Hasher, hasher } from '../../base/hash'
import { stableJson } from '../../base/stable-json'
import type { Change, Entry, Labels, LogDictionary, Requests } from '../log-entry'
import { NARROW_COLUMNS, widthsOf } from './columns'
import { MINUTE_MS, minuteOf } from './fold-log'

/** The state of a hash chain: the hash of the last link, and the current minute. */
export interface Link {
  readonly sum: string
  readonly minute: number
}

/** The state of the hash chain for an empty log. */
export const FIRST_LINK: Link = { sum: '', minute: 0 }

export interface LogHash {
  /** Adds a batch; `through` is the simulated time reached so far. */
  push(entries: readonly Entry[], through: number): void
  /** The hash of all completed minutes, including the dictionary. */
  digest(book: LogDictionary): string
  /** The state from which to resume after a reload. Entries in the current minute must be added again. */
  readonly link: Link
}

interface Open {
  readonly requests: Hasher
  readonly labels: Hasher
  readonly changes: Hasher
}

/** Creates a new hash chain, or one that resumes from a given link. */
export function hashLog(from: Link = FIRST_LINK): LogHash {
  let { sum, minute } = from
  const open = new Map<number, Open>()
  const openAt = (at: number): Open => {
    const key = Math.max(minute, minuteOf(at))
    let one = open.get(key)
    if (!one) {
      one = { requests: hasher(), labels: hasher(), changes: hasher() }
      open.set(key, one)
    }
    return one
  }
  return {
    push(entries, through) {
      for (const entry of entries) {
        if (entry.kind === 'requests') addRequests(entry, openAt)
        else if (entry.kind === 'labels') addLabels(entry, openAt)
        else openAt(entry.at).changes.update(canonicalChange(entry))
      }
      const until = Math.floor(through / MINUTE_MS)
      for (const key of [...open.keys()].filter((key) => key < until).sort((a, b) => a - b)) {
        const { requests, labels, changes } = open.get(key) as Open
        // Minutes without entries get no link, so an idle year costs nothing.
        sum = hasher()
          .update(text(`${sum} ${key} ${requests.digest()} ${labels.digest()} ${changes.digest()}`))
          .digest()
        open.delete(key)
      }
      minute = Math.max(minute, until)
    },
    digest: (book) => digestOf({ sum, minute }, book),
    get link() {
      return { sum, minute }
    },
  }
}

/** The hash of all minutes up to a given link, including the dictionary. */
export function digestOf({ sum }: Link, book: LogDictionary): string {
  return hasher()
    .update(text(`${sum} ${stableJson(book)}`))
    .digest()
}

/** The hash of a complete log. */
export function hashOf(entries: readonly Entry[], through: number, book: LogDictionary): string {
  const log = hashLog()
  log.push(entries, through)
  return log.digest(book)
}

/** Requests of a minute that are hashed together, because each update of a hash has a cost of its own. */
const HASHED_ROWS = 64

function addRequests(requests: Requests, openAt: (at: number) => Open): void {
  if (requests.count === 0) return
  const { width, stages, features } = widthsOf(requests)
  const rowBytes = 8 * (1 + NARROW_COLUMNS.length) + 12 + 4 * (width + stages + features)
  const rows = new DataView(new ArrayBuffer(rowBytes * Math.min(requests.count, HASHED_ROWS)))
  const bytes = new Uint8Array(rows.buffer)
  let at = 0
  let current: Open | undefined
  const flush = () => {
    if (at > 0) current?.requests.update(bytes.subarray(0, at))
    at = 0
  }
  for (let i = 0; i < requests.count; i++) {
    const open = openAt(requests.at[i] as number)
    if (open !== current || at + rowBytes > bytes.length) flush()
    current = open
    at = putNumber(rows, at, requests.first + i)
    for (const name of NARROW_COLUMNS) at = putNumber(rows, at, requests[name][i] as number)
    at = putRow(rows, at, requests.outputs, i * width, width)
    at = putRow(rows, at, requests.times, i * stages, stages)
    at = putRow(rows, at, requests.features, i * features, features)
  }
  flush()
}

function addLabels(labels: Labels, openAt: (at: number) => Open): void {
  const row = new DataView(new ArrayBuffer(32))
  const bytes = new Uint8Array(row.buffer)
  for (let i = 0; i < labels.count; i++) {
    let at = putNumber(row, 0, labels.id[i] as number)
    at = putNumber(row, at, labels.label[i] as number)
    at = putNumber(row, at, labels.at[i] as number)
    putNumber(row, at, labels.by[i] as number)
    openAt(labels.at[i] as number).labels.update(bytes)
  }
}

function canonicalChange(change: Change): Uint8Array {
  return text(`${stableJson(change)}\n`)
}

/**
 * Writes the number of values excluding trailing NaNs, followed by those values, so that a row has the same hash even
 * if another request makes its batch wider.
 */
function putRow(view: DataView, at: number, values: Float32Array, from: number, length: number): number {
  let count = length
  while (count > 0 && Number.isNaN(values[from + count - 1])) count--
  view.setUint32(at, count, true)
  let offset = at + 4
  for (let i = 0; i < count; i++) offset = putFloat(view, offset, values[from + i] as number)
  return offset
}

/**
 * Writes a number in little-endian order. All NaNs are written the same way, because JavaScript engines may represent
 * NaN by different bit patterns.
 */
function putNumber(view: DataView, at: number, value: number): number {
  if (Number.isNaN(value)) {
    view.setUint32(at, 0, true)
    view.setUint32(at + 4, 0x7ff80000, true)
  } else view.setFloat64(at, value, true)
  return at + 8
}

function putFloat(view: DataView, at: number, value: number): number {
  if (Number.isNaN(value)) view.setUint32(at, 0x7fc00000, true)
  else view.setFloat32(at, value, true)
  return at + 4
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words)
}
