/**
 * @file hashLog: the log as one chain of SHA-256, a link a virtual minute. Each link is over the minute's requests, labels and changes in
 * a form of their own, so that the hash knows nothing of how they were cut into batches. Two runs of a score that end in the same hash
 * answered every request alike, in the same time.
 */
import { type Hasher, hasher } from '../../base/hash'
import { stableJson } from '../../base/stable-json'
import type { Book, Change, Entry, Labels, Requests } from '../record'
import { NARROW, widthsOf } from './columns'
import { MINUTE_MS, minuteOf } from './in-order'

/** Where a chain stands: the last link, and the first minute that is open. */
export interface Link {
  readonly sum: string
  readonly minute: number
}

/** Of a log in which nothing has happened. */
export const FIRST_LINK: Link = { sum: '', minute: 0 }

export interface LogHash {
  /** Takes up a batch; `through` is the virtual time that has been reached. */
  push(entries: readonly Entry[], through: number): void
  /** The hash of all minutes that are over, and of what the book says their numbers mean. */
  digest(book: Book): string
  /** To go on from after a reload. Entries of an open minute are told anew. */
  readonly link: Link
}

interface Open {
  readonly requests: Hasher
  readonly labels: Hasher
  readonly changes: Hasher
}

/** The chain from its beginning, or on from a link. */
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
        // A minute in which nothing happened has no link: a year of silence costs nothing.
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

/** The hash of all minutes up to a link, and of what the book says their numbers mean. */
export function digestOf({ sum }: Link, book: Book): string {
  return hasher()
    .update(text(`${sum} ${stableJson(book)}`))
    .digest()
}

/** The hash of a whole log read at once. */
export function hashOf(entries: readonly Entry[], through: number, book: Book): string {
  const log = hashLog()
  log.push(entries, through)
  return log.digest(book)
}

function addRequests(requests: Requests, openAt: (at: number) => Open): void {
  if (requests.count === 0) return
  const { width, stages, features } = widthsOf(requests)
  const row = new DataView(new ArrayBuffer(8 * (1 + NARROW.length) + 12 + 4 * (width + stages + features)))
  const bytes = new Uint8Array(row.buffer)
  for (let i = 0; i < requests.count; i++) {
    let at = putNumber(row, 0, requests.first + i)
    for (const name of NARROW) at = putNumber(row, at, requests[name][i] as number)
    at = putRow(row, at, requests.outputs.subarray(i * width, (i + 1) * width))
    at = putRow(row, at, requests.times.subarray(i * stages, (i + 1) * stages))
    at = putRow(row, at, requests.features.subarray(i * features, (i + 1) * features))
    openAt(requests.at[i] as number).requests.update(bytes.subarray(0, at))
  }
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

/** Up to its last number, after their count: a batch that is wider for the sake of another request changes nothing. */
function putRow(view: DataView, at: number, values: Float32Array): number {
  let count = values.length
  while (count > 0 && Number.isNaN(values[count - 1])) count--
  view.setUint32(at, count, true)
  let place = at + 4
  for (let i = 0; i < count; i++) place = putFloat(view, place, values[i] as number)
  return place
}

/** Little-endian; every NaN as the same one, since engines may write any. */
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
