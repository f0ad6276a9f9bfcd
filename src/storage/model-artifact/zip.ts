/**
 * @file Strict zip files: entries back to back from the first byte to the last, identical local and central headers,
 * and no encryption, zip64, extra fields, or comments. Every changed byte is detected, and nothing unpacks to more than
 * its declared size. Field offsets follow PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12, and 4.3.16.
 */
import { inflateSync, zipSync } from 'fflate'
import { crc32 } from '../../base/crc32'
import { zipFaults } from '../../messages/en/files'
import { type Message, message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'

const MAX_BYTES = 512 * 1024 * 1024
const MAX_ENTRIES = 64
const NAME = /^[A-Za-z0-9_\-./]{1,120}$/

/** Writes files as an uncompressed zip: the same files produce the same bytes, on any date and in any time zone. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(files), { level: 0, mtime: new Date(2000, 0, 1) }) as Uint8Array<ArrayBuffer>
}

/** Reads the files of a zip, in which every byte must be accounted for. */
export function readZip(
  given: Uint8Array,
  mostEntries = MAX_ENTRIES,
): Result<ReadonlyMap<string, Uint8Array<ArrayBuffer>>, Message> {
  // Make a new view, because `slice()` of a Node Buffer does not copy.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.byteLength > MAX_BYTES) return fail(message('file-too-large', { bytes: bytes.byteLength, most: MAX_BYTES }))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 4 || view.getUint32(0, true) !== LOCAL) return fail(message('artifact-not-zip', {}))
  const directory = readEnd(view)
  if (!directory) return broken(zipFaults.noEnd)
  if (directory.entries > mostEntries)
    return fail(message('artifact-entries', { has: directory.entries, most: mostEntries }))

  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  let central = directory.start
  let local = 0
  let total = 0
  for (let i = 0; i < directory.entries; i++) {
    const entry = readEntry(bytes, view, central, local)
    if (typeof entry === 'string') return broken(entry)
    if (!NAME.test(entry.name) || entry.name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
      return fail(message('artifact-path', { path: printable(entry.name) }))
    }
    if (files.has(entry.name)) return fail(message('artifact-twice', { file: entry.name }))
    total += entry.size
    if (total > MAX_BYTES) return fail(message('file-too-large', { bytes: total, most: MAX_BYTES }))
    const content = unpack(entry)
    if (!content || crc32(content) !== entry.crc) return fail(message('artifact-changed', { file: entry.name }))
    files.set(entry.name, content)
    central = entry.nextCentral
    local = entry.nextLocal
  }
  if (local !== directory.start || central !== directory.end) return broken(zipFaults.extraBytes)
  return ok(files)
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_SIZE = 22
const UTF8_FLAG = 0x800

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: Uint8Array
  readonly size: number
  readonly nextCentral: number
  readonly nextLocal: number
}

/** Reads the end record, which must be the last 22 bytes: no comment, one disk. */
function readEnd(view: DataView) {
  const at = view.byteLength - END_SIZE
  if (at < 0 || view.getUint32(at, true) !== END) return undefined
  const entries = view.getUint16(at + 8, true)
  const size = view.getUint32(at + 12, true)
  const start = view.getUint32(at + 16, true)
  const plain =
    view.getUint32(at + 4, true) === 0 &&
    view.getUint16(at + 10, true) === entries &&
    view.getUint16(at + 20, true) === 0
  return plain && start + size === at ? { entries, start, end: at } : undefined
}

/**
 * One entry, read from both its directory record and its local header, or a description of what is wrong with the
 * entry.
 */
function readEntry(bytes: Uint8Array, view: DataView, central: number, local: number): Entry | string {
  const cut = zipFaults.endsEarly
  if (central + 46 > view.byteLength || local + 30 > view.byteLength) return cut
  if (view.getUint32(central, true) !== CENTRAL || view.getUint32(local, true) !== LOCAL)
    return zipFaults.directoryDamaged
  // Version needed, flags, method, time, date, CRC, both sizes, name length, and extra length are stored twice and must
  // be equal.
  for (let i = 0; i < 26; i++) {
    if (bytes[central + 6 + i] !== bytes[local + 4 + i]) return zipFaults.directoryDiffers
  }
  const flags = view.getUint16(central + 8, true)
  const method = view.getUint16(central + 10, true)
  const crc = view.getUint32(central + 16, true)
  const packedSize = view.getUint32(central + 20, true)
  const size = view.getUint32(central + 24, true)
  const nameLength = view.getUint16(central + 28, true)
  const extras = view.getUint32(central + 30, true) // extra length, comment length
  const disk = view.getUint16(central + 34, true)
  if ((flags & ~UTF8_FLAG) !== 0 || extras !== 0 || disk !== 0 || !knownOrigin(view, central)) {
    return zipFaults.otherProgram
  }
  if (view.getUint32(central + 42, true) !== local) return zipFaults.gaps
  const content = local + 30 + nameLength
  const nextCentral = central + 46 + nameLength
  if (content + packedSize > view.byteLength || nextCentral > view.byteLength) return cut
  const name = bytes.subarray(central + 46, nextCentral)
  if (name.some((byte, i) => byte !== bytes[local + 30 + i])) return zipFaults.directoryDiffers
  return {
    name: String.fromCharCode(...name.subarray(0, 300)),
    method,
    crc,
    packed: bytes.subarray(content, content + packedSize),
    size,
    nextCentral,
    nextLocal: content + packedSize,
  }
}

/** Whether an entry's creator and attributes are those that Netloom writes, or those of a plain Unix file. */
function knownOrigin(view: DataView, central: number): boolean {
  const madeBy = view.getUint16(central + 4, true)
  const internal = view.getUint16(central + 36, true)
  const external = view.getUint32(central + 38, true)
  if (madeBy === 20) return internal === 0 && external === 0
  const mode = external >>> 16
  const plainFile = mode === 0o100644 || mode === 0o100600 || mode === 0o600
  return madeBy >> 8 === 3 && internal <= 1 && (external & 0xffff) === 0 && plainFile
}

function unpack({ method, packed, size }: Entry): Uint8Array<ArrayBuffer> | undefined {
  if (method === 0) return packed.byteLength === size ? packed.slice() : undefined
  if (method !== 8) return undefined
  try {
    // Deflate expands at most 1032-fold, so a larger declared size is invalid; the check also bounds the output buffer.
    if (size > packed.byteLength * 1032) return undefined
    const content = inflateSync(packed, { out: new Uint8Array(size) })
    return content.byteLength === size ? (content as Uint8Array<ArrayBuffer>) : undefined
  } catch {
    return undefined
  }
}

function broken(why: string) {
  return fail(message('artifact-broken', { why }))
}

function printable(name: string): string {
  const shown = name.replace(/[^\x20-\x7e]/g, '?')
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown
}
