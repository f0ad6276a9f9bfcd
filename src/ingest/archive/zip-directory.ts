/**
 * @file Reads and validates the directory of a zip file: it must have only plain names, no links, no encryption, no
 * bytes before, after or between its files, no overlaps, and no compression ratio beyond that of real files. Field
 * offsets are from PKWARE's APPNOTE 6.3, sections 4.3.12, 4.3.14, 4.3.15 and 4.3.16.
 */
import { readFilesText as text } from '../../messages/en/data/read-files'
import { refuse } from '../../messages/message'
import { LIMITS } from '../limits'
import type { PagedFile } from './paged-file'
import { isJunk, nameFault, printableName } from './entry-names'

export interface ArchiveEntry {
  readonly name: string
  readonly stored: boolean
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** The offset of the file's local header, and the file name as stored in the directory. */
  readonly offset: number
  readonly nameBytes: Uint8Array
}

const END = 0x06054b50
const END_SIZE = 22
const END64_LOCATOR = 0x07064b50
const END64 = 0x06064b50
const CENTRAL = 0x02014b50
const ENCRYPTED = 0x2041
const UTF8_FLAG = 0x800
const MAX_DIRECTORY = 64_000_000
/** Deflate can expand data up to 1032-fold; real images, text files and arrays expand far less. */
const MAX_RATIO = 250
const RATIO_FROM = 16_000_000
const ARCHIVES = /\.(zip|7z|rar|tar|tgz|jar|cab|iso)$/i

/**
 * Returns the files of an archive in their stored order, without folders and without files added by operating systems.
 */
export async function readDirectory(pages: PagedFile, file: string): Promise<readonly ArchiveEntry[]> {
  const broken = (why: string): never => refuse('archive-broken', { file, why })
  const end = (await readEnd(pages)) ?? broken(text.fault.zip.end)
  if (end.entries > LIMITS.files) refuse('archive-many', { file, has: end.entries, limit: LIMITS.files })
  if (end.size > MAX_DIRECTORY || end.start + end.size !== end.at) broken(text.fault.zip.surrounded)
  const bytes = await pages.read(end.start, end.start + end.size)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const all: ArchiveEntry[] = []
  let at = 0
  while (at < bytes.length) {
    const next = readEntry(bytes, view, at, file)
    if (!next) return broken(text.fault.zip.directory)
    all.push(next.entry)
    at = next.end
    if (all.length > LIMITS.files) refuse('archive-many', { file, has: all.length, limit: LIMITS.files })
  }
  // Some programs that write archives let the 16-bit file count overflow, so compare the count modulo 65,536.
  if (all.length !== end.entries && all.length % 65_536 !== end.entries) broken(text.fault.zip.count)
  checkOffsets(all, end.start, broken)
  return checkNames(all, file)
}

/**
 * Finds the end record and, for an archive with more than 65,535 files or more than 4 GB, also the zip64 record before
 * it.
 */
async function readEnd(pages: PagedFile) {
  const from = Math.max(0, pages.size - END_SIZE - 65_535)
  const tail = await pages.read(from, pages.size)
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (view.getUint32(at, true) !== END || at + END_SIZE + view.getUint16(at + 20, true) !== tail.length) continue
    if (view.getUint32(at + 4, true) !== 0) return undefined
    const [entries, size, start] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 12, true),
      view.getUint32(at + 16, true),
    ]
    if (entries !== 0xffff && size !== 0xffffffff && start !== 0xffffffff)
      return { entries, size, start, at: from + at }
    return readEnd64(pages, from + at)
  }
  return undefined
}

async function readEnd64(pages: PagedFile, end: number) {
  const locator = await pages.read(end - 20, end)
  if (locator.length < 20) return undefined
  const locatorView = new DataView(locator.buffer, locator.byteOffset, 20)
  if (locatorView.getUint32(0, true) !== END64_LOCATOR) return undefined
  const at = readUint64(locatorView, 8)
  if (at === undefined || at + 56 !== end - 20) return undefined
  const record = await pages.read(at, at + 56)
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  if (record.length < 56 || view.getUint32(0, true) !== END64) return undefined
  const [entries, size, start] = [readUint64(view, 32), readUint64(view, 40), readUint64(view, 48)]
  return entries === undefined || size === undefined || start === undefined ? undefined : { entries, size, start, at }
}

function readUint64(view: DataView, at: number): number | undefined {
  const value = view.getBigUint64(at, true)
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : undefined
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, file: string) {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return undefined
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const [nameBytes, extra] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)]
  const end = at + 46 + nameBytes + extra + view.getUint16(at + 32, true)
  if (end > bytes.length) return undefined
  const name = decodeName(bytes.subarray(at + 46, at + 46 + nameBytes), (flags & UTF8_FLAG) !== 0)
  const shown = { file, name: printableName(name) }
  if ((flags & ENCRYPTED) !== 0 || method === 99) refuse('archive-encrypted', shown)
  if (method !== 0 && method !== 8) refuse('archive-method', shown)
  // The file's Unix mode marks it as a symbolic link.
  if (view.getUint8(at + 5) === 3 && (view.getUint16(at + 40, true) & 0xf000) === 0xa000)
    refuse('archive-name', { ...shown, why: text.fault.zip.link })
  const lengths = longLengths(view, at, nameBytes, extra)
  if (!lengths) return undefined
  const entry = {
    name,
    stored: method === 0,
    crc: view.getUint32(at + 16, true),
    ...lengths,
    nameBytes: bytes.subarray(at + 46, at + 46 + nameBytes),
  }
  return { entry: entry satisfies ArchiveEntry, end }
}

/**
 * Reads the two sizes and the offset: 32 bits each or, for values that do not fit in 32 bits, 64 bits each in extra
 * field 1, in this order.
 */
function longLengths(view: DataView, at: number, nameBytes: number, extra: number) {
  const short = {
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  }
  if (short.size !== 0xffffffff && short.packed !== 0xffffffff && short.offset !== 0xffffffff) return short
  const from = at + 46 + nameBytes
  for (let field = from; field + 4 <= from + extra; ) {
    const length = view.getUint16(field + 2, true)
    if (view.getUint16(field, true) === 1) {
      let next = field + 4
      const last = next + length
      const long = (value: number) => {
        if (value !== 0xffffffff) return value
        next += 8
        return next <= last && next <= from + extra ? readUint64(view, next - 8) : undefined
      }
      const [size, packed, offset] = [long(short.size), long(short.packed), long(short.offset)]
      return size === undefined || packed === undefined || offset === undefined ? undefined : { size, packed, offset }
    }
    field += 4 + length
  }
  return undefined
}

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !utf8 }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

/**
 * Verifies that the files are contiguous from the first byte and do not overlap, so that no byte is read twice and no
 * data is hidden.
 */
function checkOffsets(all: readonly ArchiveEntry[], end: number, broken: (why: string) => never): void {
  const sorted = all.toSorted((a, b) => a.offset - b.offset)
  if (sorted.length > 0 && sorted[0]?.offset !== 0) broken(text.fault.zip.start)
  for (const [i, { offset, nameBytes, packed }] of sorted.entries()) {
    const next = sorted[i + 1]?.offset ?? end
    if (offset + 30 + nameBytes.length + packed > next) broken(text.fault.zip.overlap)
  }
}

function checkNames(all: readonly ArchiveEntry[], file: string): readonly ArchiveEntry[] {
  const seen = new Set<string>()
  let total = 0
  const files = all.filter(({ name, size }) => !(name.endsWith('/') && size === 0))
  for (const { name, size, packed, stored } of all) {
    const plain = name.endsWith('/') ? name.slice(0, -1) : name
    const fault = seen.has(name) ? text.fault.zip.sameName : nameFault(plain)
    if (fault) refuse('archive-name', { file, name: printableName(name), why: fault })
    seen.add(name)
    if (stored && size !== packed)
      refuse('archive-broken', { file, why: text.fault.zip.length({ file: printableName(name) }) })
    if (size > RATIO_FROM && size > packed * MAX_RATIO)
      refuse('archive-bomb', { file, name: printableName(name), packed, bytes: size })
    total += size
    if (total > LIMITS.unpackedBytes) refuse('archive-large', { file, bytes: total, limit: LIMITS.unpackedBytes })
  }
  const kept = files.filter(({ name }) => !isJunk(name))
  for (const { name } of kept) if (ARCHIVES.test(name)) refuse('archive-nested', { file, name: printableName(name) })
  return kept
}
