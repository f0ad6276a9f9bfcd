/**
 * @file unpack: the content of one file of an archive, never more than it promised, its checksum compared. Deflate is fed 4 kB at a
 * time: so little grows to 4 MB at most before we are asked again.
 */
import { readFilesText as text } from '../../messages/en/data/read-files'
import { Inflate, inflateSync } from 'fflate'
import { crc32 } from '../../base/crc32'
import { refuse } from '../../messages/message'
import type { Pages } from './bytes-of'
import type { PackedEntry } from './directory'
import { printable } from './names'

const SLICE = 4096
const READ = 1_000_000
/** Bytes gathered before they leave our memory. */
const PART = 8_000_000
/** Content up to here is unpacked at once into a buffer of its size. */
const AT_ONCE = 4_000_000
/** What a local header may hold behind its name; read along so that most files take one read. */
const LIKELY_EXTRA = 64
const LOCAL = 0x04034b50

/** The whole content of a file. */
export async function unpack(pages: Pages, entry: PackedEntry, file: string): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.size > AT_ONCE) {
    return new Uint8Array(await (await unpackToBlob(pages, entry, file)).arrayBuffer())
  }
  const from = await contentPlace(pages, entry, file)
  const packed = await pages.read(from, from + entry.packed)
  const content = entry.stored ? packed.slice() : inflated(packed, entry)
  if (content?.length !== entry.size || crc32(content) !== entry.crc) return changed(entry, file)
  return content
}

/** The whole content of a file as a blob, which the browser keeps where it likes. */
export async function unpackToBlob(pages: Pages, entry: PackedEntry, file: string): Promise<Blob> {
  const parts: Blob[] = []
  let waiting: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const piece of pieces(pages, entry, file)) {
    waiting.push(piece)
    size += piece.length
    if (size < PART) continue
    parts.push(new Blob(waiting))
    waiting = []
    size = 0
  }
  return new Blob([...parts, ...waiting])
}

/** The content of a file piece by piece. */
export async function* pieces(
  pages: Pages,
  entry: PackedEntry,
  file: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const from = await contentPlace(pages, entry, file)
  const end = from + entry.packed
  let out: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  let crc = 0
  const take = (piece: Uint8Array) => {
    size += piece.length
    if (size > entry.size) changed(entry, file)
    crc = crc32(piece, crc)
    // A copy: fflate goes on writing in the buffer of what it gives.
    out.push(piece.slice())
  }
  const inflate = new Inflate((piece) => take(piece))
  for (let at = from; at < end; at += READ) {
    const last = Math.min(end, at + READ)
    const packed = await pages.read(at, last)
    if (packed.length !== last - at) changed(entry, file)
    if (entry.stored) take(packed)
    else feed(inflate, packed, last === end, () => changed(entry, file))
    yield* out
    out = []
  }
  if (size !== entry.size || crc !== entry.crc) changed(entry, file)
}

function feed(inflate: Inflate, packed: Uint8Array, last: boolean, broken: () => never): void {
  for (let at = 0; at < packed.length; at += SLICE) {
    const end = Math.min(packed.length, at + SLICE)
    try {
      inflate.push(packed.subarray(at, end), last && end === packed.length)
    } catch (error) {
      // A refusal from within is passed on; fflate's own errors are told as damage.
      if (error instanceof Error && error.name === 'Refusal') throw error
      broken()
    }
  }
}

function inflated(packed: Uint8Array, { size }: PackedEntry): Uint8Array<ArrayBuffer> | undefined {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) }) as Uint8Array<ArrayBuffer>
  } catch {
    return undefined
  }
}

/** Where the content begins, behind the local header, which must name the same file. */
async function contentPlace(pages: Pages, entry: PackedEntry, file: string): Promise<number> {
  const bytes = await pages.read(
    entry.at,
    entry.at + 30 + entry.nameBytes.length + LIKELY_EXTRA + Math.min(entry.packed, AT_ONCE),
  )
  if (bytes.length < 30 + entry.nameBytes.length) return changed(entry, file)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sameName =
    view.getUint16(26, true) === entry.nameBytes.length && entry.nameBytes.every((byte, i) => byte === bytes[30 + i])
  if (view.getUint32(0, true) !== LOCAL || !sameName)
    return refuse('archive-broken', { file, why: text.fault.zip.mismatch })
  return entry.at + 30 + entry.nameBytes.length + view.getUint16(28, true)
}

function changed({ name }: PackedEntry, file: string): never {
  return refuse('archive-changed', { file, name: printable(name) })
}
