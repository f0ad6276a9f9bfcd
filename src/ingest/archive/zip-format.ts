/**
 * @file The zip format: parses the end record, the directory and the local headers, and unpacks a file. In strict mode
 * every byte must be accounted for: files back to back from the first byte on, identical local and central headers, and
 * no encryption, zip64, extra fields or comments. Field offsets follow PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and
 * 4.3.14 to 4.3.16.
 */
import { inflateSync } from 'fflate'
import { crc32 } from '../../base/crc32'
import { fail, ok, type Result } from '../../base/result'

export interface ZipMode {
  readonly strict: boolean
}

export interface ZipEntry {
  readonly name: string
  readonly stored: boolean
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** The offset of the file's local header. */
  readonly offset: number
  /** The file name as stored in the directory. */
  readonly nameBytes: Uint8Array
  /** The fields that the directory and the local header both have. */
  readonly header: Uint8Array
}

/** What is wrong with a zip file. `name` is the file in it that cannot be read. */
export interface ZipFault {
  readonly code: 'directory' | 'count' | 'encrypted' | 'method' | 'link' | 'otherProgram' | 'start' | 'overlap' | 'gaps'
  readonly name?: string
}

export interface ZipEnd {
  readonly entries: number
  /** The length of the directory in bytes, and its offset. */
  readonly size: number
  readonly start: number
  /** The offset of the end record. */
  readonly at: number
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END64_LOCATOR = 0x07064b50
const END64 = 0x06064b50
/** The number of bytes before the end of a file that contain its end record, which may have a comment of 65,535 bytes. */
export const MAX_TAIL = 22 + 65_535
const LOCAL_SIZE = 30
const UTF8_FLAG = 0x800
const ENCRYPTED = 0x2041
const NOT_IN_32_BITS = 0xffffffff
/** Deflate expands data at most 1032-fold. */
const MAX_EXPANSION = 1032

/** Finds the end record in the last bytes of a file, of which the first one is at `from`. */
export function parseEnd(tail: Uint8Array, from: number, { strict }: ZipMode): ZipEnd | undefined {
  const view = viewOf(tail)
  const last = tail.length - 22
  for (let at = last; at >= (strict ? Math.max(0, last) : 0); at--) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) !== tail.length) continue
    const entries = view.getUint16(at + 10, true)
    if (view.getUint32(at + 4, true) !== 0 || (strict && view.getUint16(at + 8, true) !== entries)) return undefined
    return { entries, size: view.getUint32(at + 12, true), start: view.getUint32(at + 16, true), at: from + at }
  }
  return undefined
}

/** Whether the values of an end record are in a zip64 record, because a file has more than 65,535 entries or 4 GB. */
export function isZip64({ entries, size, start }: ZipEnd): boolean {
  return entries === 0xffff || size === NOT_IN_32_BITS || start === NOT_IN_32_BITS
}

/** Reads the zip64 record from the 76 bytes before the end record, which is at `end`. */
export function parseEnd64(bytes: Uint8Array, end: number): ZipEnd | undefined {
  const view = viewOf(bytes)
  if (bytes.length < 76 || view.getUint32(56, true) !== END64_LOCATOR || view.getUint32(0, true) !== END64)
    return undefined
  const at = readUint64(view, 64)
  const [entries, size, start] = [readUint64(view, 32), readUint64(view, 40), readUint64(view, 48)]
  if (at !== end - 76 || entries === undefined || size === undefined || start === undefined) return undefined
  return { entries, size, start, at }
}

/** Reads the entries of a directory in their stored order. Reading stops after `most` + 1 entries. */
export function parseDirectory(
  bytes: Uint8Array,
  end: ZipEnd,
  most: number,
  mode: ZipMode,
): Result<readonly ZipEntry[], ZipFault> {
  const view = viewOf(bytes)
  const entries: ZipEntry[] = []
  for (let at = 0; at < bytes.length && entries.length <= most; ) {
    const next = parseEntry(bytes, view, at, mode)
    if (!next.ok) return next
    entries.push(next.value.entry)
    at = next.value.end
  }
  if (entries.length > most) return ok(entries)
  // Some programs that write archives let the 16-bit file count overflow, so compare the count modulo 65,536.
  const count = mode.strict ? entries.length : entries.length % 65_536
  if (entries.length !== end.entries && count !== end.entries) return fail({ code: 'count' })
  const code = offsetFault(entries, end.start, mode)
  return code ? fail({ code }) : ok(entries)
}

function parseEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  { strict }: ZipMode,
): Result<{ readonly entry: ZipEntry; readonly end: number }, ZipFault> {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return fail({ code: 'directory' })
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const nameLength = view.getUint16(at + 28, true)
  const extra = view.getUint16(at + 30, true)
  const comment = view.getUint16(at + 32, true)
  const end = at + 46 + nameLength + extra + comment
  if (end > bytes.length) return fail({ code: 'directory' })
  const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength)
  const name = decodeName(nameBytes, (flags & UTF8_FLAG) !== 0)
  if ((flags & ENCRYPTED) !== 0 || method === 99) return fail({ code: 'encrypted', name })
  if (method !== 0 && method !== 8) return fail({ code: 'method', name })
  // The file's Unix mode marks it as a symbolic link.
  if (view.getUint8(at + 5) === 3 && (view.getUint16(at + 40, true) & 0xf000) === 0xa000)
    return fail({ code: 'link', name })
  const disk = view.getUint16(at + 34, true)
  if (strict && ((flags & ~UTF8_FLAG) !== 0 || extra + comment + disk !== 0 || !isKnownOrigin(view, at)))
    return fail({ code: 'otherProgram', name })
  const lengths = lengthsOf(view, at, nameLength, extra)
  if (!lengths) return fail({ code: 'directory' })
  const [crc, header] = [view.getUint32(at + 16, true), bytes.subarray(at + 6, at + 32)]
  return ok({ entry: { name, stored: method === 0, crc, ...lengths, nameBytes, header }, end })
}

/** Whether an entry's creator and attributes are those that Netloom writes, or those of a plain Unix file. */
function isKnownOrigin(view: DataView, central: number): boolean {
  const madeBy = view.getUint16(central + 4, true)
  const internal = view.getUint16(central + 36, true)
  const external = view.getUint32(central + 38, true)
  if (madeBy === 20) return internal === 0 && external === 0
  const mode = external >>> 16
  const plainFile = mode === 0o100644 || mode === 0o100600 || mode === 0o600
  return madeBy >> 8 === 3 && internal <= 1 && (external & 0xffff) === 0 && plainFile
}

/**
 * Reads the two sizes and the offset: 32 bits each or, for values that do not fit in 32 bits, 64 bits each in extra
 * field 1, in this order.
 */
function lengthsOf(view: DataView, at: number, nameLength: number, extra: number) {
  const short = {
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  }
  if (Object.values(short).every((value) => value !== NOT_IN_32_BITS)) return short
  const from = at + 46 + nameLength
  for (let field = from; field + 4 <= from + extra; ) {
    const length = view.getUint16(field + 2, true)
    if (view.getUint16(field, true) === 1) {
      let next = field + 4
      const last = next + length
      const long = (value: number) => {
        if (value !== NOT_IN_32_BITS) return value
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

function readUint64(view: DataView, at: number): number | undefined {
  const value = view.getBigUint64(at, true)
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : undefined
}

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !utf8 }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

/**
 * Verifies that the files are stored from the first byte on and do not overlap, so that no byte is read twice and no
 * data is hidden. In strict mode they are back to back, in the order of the directory.
 */
function offsetFault(all: readonly ZipEntry[], end: number, { strict }: ZipMode): ZipFault['code'] | undefined {
  const sorted = strict ? all : all.toSorted((a, b) => a.offset - b.offset)
  if (sorted.length > 0 && sorted[0]?.offset !== 0) return 'start'
  for (const [i, { offset, nameBytes, packed }] of sorted.entries()) {
    const next = sorted[i + 1]?.offset ?? end
    const least = offset + LOCAL_SIZE + nameBytes.length + packed
    if (strict ? least !== next : least > next) return strict ? 'gaps' : 'overlap'
  }
  return undefined
}

/**
 * Returns the length of the local header at the start of these bytes, or undefined if it does not match the directory.
 */
export function localHeaderLength(local: Uint8Array, entry: ZipEntry, { strict }: ZipMode): number | undefined {
  const { nameBytes, header } = entry
  const length = LOCAL_SIZE + nameBytes.length
  if (local.length < length) return undefined
  const view = viewOf(local)
  const matches =
    view.getUint32(0, true) === LOCAL &&
    view.getUint16(26, true) === nameBytes.length &&
    nameBytes.every((byte, i) => byte === local[LOCAL_SIZE + i]) &&
    (!strict || header.every((byte, i) => byte === local[4 + i]))
  return matches ? length + view.getUint16(28, true) : undefined
}

/** Unpacks a file; undefined if it does not have the size and the checksum that the directory declares. */
export function unpackEntry(packed: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> | undefined {
  const content = entry.stored ? packed.slice() : inflated(packed, entry.size)
  return content?.length === entry.size && crc32(content) === entry.crc
    ? (content as Uint8Array<ArrayBuffer>)
    : undefined
}

function inflated(packed: Uint8Array, size: number): Uint8Array | undefined {
  // A larger size is invalid; the check also bounds the output buffer.
  if (size > packed.length * MAX_EXPANSION) return undefined
  try {
    return inflateSync(packed, { out: new Uint8Array(size) })
  } catch {
    return undefined
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
