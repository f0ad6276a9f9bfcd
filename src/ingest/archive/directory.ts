/**
 * @file The directory of a zip file, and checks of it: plain names, no links, no encryption, no bytes before, after or between its files,
 * no overlaps, and no compression ratio beyond that of real files.
 * Field offsets are those of PKWARE's APPNOTE 6.3, sections 4.3.12, 4.3.14, 4.3.15 and 4.3.16.
 */
import { readFilesText as text } from '../../messages/en/data/read-files'
import { refuse } from '../../messages/message'
import { LIMITS } from '../limits'
import type { Pages } from './bytes-of'
import { isJunk, nameFault, printable } from './names'

export interface PackedEntry {
  readonly name: string
  readonly stored: boolean
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where its local header begins, and its name there. */
  readonly at: number
  readonly nameBytes: Uint8Array
}

const END = 0x06054b50
const END_SIZE = 22
const END64_PLACE = 0x07064b50
const END64 = 0x06064b50
const CENTRAL = 0x02014b50
const ENCRYPTED = 0x2041
const UTF8_FLAG = 0x800
const MOST_DIRECTORY = 64_000_000
/** Deflate grows 1032-fold at most; pictures, texts and arrays of any use far less. */
const MOST_RATIO = 250
const RATIO_FROM = 16_000_000
const ARCHIVES = /\.(zip|7z|rar|tar|tgz|jar|cab|iso)$/i

/** The files of an archive in its order, without folders and files that operating systems add. */
export async function readDirectory(pages: Pages, file: string): Promise<readonly PackedEntry[]> {
  const broken = (why: string): never => refuse('archive-broken', { file, why })
  const end = (await readEnd(pages)) ?? broken(text.fault.zip.end)
  if (end.entries > LIMITS.files) refuse('archive-many', { file, has: end.entries, limit: LIMITS.files })
  if (end.size > MOST_DIRECTORY || end.start + end.size !== end.at) broken(text.fault.zip.surrounded)
  const bytes = await pages.read(end.start, end.start + end.size)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const all: PackedEntry[] = []
  let at = 0
  while (at < bytes.length) {
    const next = readEntry(bytes, view, at, file)
    if (!next) return broken(text.fault.zip.directory)
    all.push(next.entry)
    at = next.end
    if (all.length > LIMITS.files) refuse('archive-many', { file, has: all.length, limit: LIMITS.files })
  }
  // Some writers count past 65,535 from zero again.
  if (all.length !== end.entries && all.length % 65_536 !== end.entries) broken(text.fault.zip.count)
  checkPlaces(all, end.start, broken)
  return checked(all, file)
}

/** The end record; of an archive with more than 65,535 files or 4 GB also the long one before it. */
async function readEnd(pages: Pages) {
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

async function readEnd64(pages: Pages, end: number) {
  const place = await pages.read(end - 20, end)
  if (place.length < 20) return undefined
  const placeView = new DataView(place.buffer, place.byteOffset, 20)
  if (placeView.getUint32(0, true) !== END64_PLACE) return undefined
  const at = whole(placeView, 8)
  if (at === undefined || at + 56 !== end - 20) return undefined
  const record = await pages.read(at, at + 56)
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  if (record.length < 56 || view.getUint32(0, true) !== END64) return undefined
  const [entries, size, start] = [whole(view, 32), whole(view, 40), whole(view, 48)]
  return entries === undefined || size === undefined || start === undefined ? undefined : { entries, size, start, at }
}

function whole(view: DataView, at: number): number | undefined {
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
  const shown = { file, name: printable(name) }
  if ((flags & ENCRYPTED) !== 0 || method === 99) refuse('archive-encrypted', shown)
  if (method !== 0 && method !== 8) refuse('archive-method', shown)
  // A link is marked in its Unix mode.
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
  return { entry: entry satisfies PackedEntry, end }
}

/** Both sizes and the place: 32 bits each, or where one does not fit 64 bits in the extra field 1, in this order. */
function longLengths(view: DataView, at: number, nameBytes: number, extra: number) {
  const short = {
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    at: view.getUint32(at + 42, true),
  }
  if (short.size !== 0xffffffff && short.packed !== 0xffffffff && short.at !== 0xffffffff) return short
  const from = at + 46 + nameBytes
  for (let field = from; field + 4 <= from + extra; ) {
    const length = view.getUint16(field + 2, true)
    if (view.getUint16(field, true) === 1) {
      let next = field + 4
      const last = next + length
      const long = (value: number) => {
        if (value !== 0xffffffff) return value
        next += 8
        return next <= last && next <= from + extra ? whole(view, next - 8) : undefined
      }
      const [size, packed, place] = [long(short.size), long(short.packed), long(short.at)]
      return size === undefined || packed === undefined || place === undefined ? undefined : { size, packed, at: place }
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

/** Files must follow one another from the first byte without overlap, so that no byte is read twice and none is hidden. */
function checkPlaces(all: readonly PackedEntry[], end: number, broken: (why: string) => never): void {
  const sorted = all.toSorted((a, b) => a.at - b.at)
  if (sorted.length > 0 && sorted[0]?.at !== 0) broken(text.fault.zip.start)
  for (const [i, { at, nameBytes, packed }] of sorted.entries()) {
    const next = sorted[i + 1]?.at ?? end
    if (at + 30 + nameBytes.length + packed > next) broken(text.fault.zip.overlap)
  }
}

function checked(all: readonly PackedEntry[], file: string): readonly PackedEntry[] {
  const seen = new Set<string>()
  let total = 0
  const files = all.filter(({ name, size }) => !(name.endsWith('/') && size === 0))
  for (const { name, size, packed, stored } of all) {
    const plain = name.endsWith('/') ? name.slice(0, -1) : name
    const fault = seen.has(name) ? text.fault.zip.sameName : nameFault(plain)
    if (fault) refuse('archive-name', { file, name: printable(name), why: fault })
    seen.add(name)
    if (stored && size !== packed)
      refuse('archive-broken', { file, why: text.fault.zip.length({ file: printable(name) }) })
    if (size > RATIO_FROM && size > packed * MOST_RATIO)
      refuse('archive-bomb', { file, name: printable(name), packed, bytes: size })
    total += size
    if (total > LIMITS.unpackedBytes) refuse('archive-large', { file, bytes: total, limit: LIMITS.unpackedBytes })
  }
  const kept = files.filter(({ name }) => !isJunk(name))
  for (const { name } of kept) if (ARCHIVES.test(name)) refuse('archive-nested', { file, name: printable(name) })
  return kept
}
