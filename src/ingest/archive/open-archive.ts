/** @file openArchive: represents the files of a zip archive as file objects that are unpacked when read. */
import { Inflate } from 'fflate'
import { crc32 } from '../../base/crc32'
import { zipFaults } from '../../messages/en/files'
import { refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { extensionOf } from '../define-format'
import { openPagedFile, type PagedFile } from './paged-file'
import { printableName, readDirectory } from './zip-directory'
import { localHeaderLength, unpackEntry, type ZipEntry } from './zip-format'

/**
 * Archives often contain thousands of small files of these types. Each file is read completely and only once, so it is
 * unpacked only when it is read.
 */
const SMALL = new Set(['png', 'jpg', 'jpeg', 'jfif', 'webp', 'gif', 'bmp', 'svg', 'txt', 'text'])
const SMALL_BYTES = 16_000_000

/** Whether the bytes start like a zip file; an empty archive starts with its end record. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/** Lists the files of an archive. An archive that fails the checks is rejected before anything is unpacked. */
export async function openArchive(archive: IngestFile): Promise<readonly IngestFile[]> {
  const pages = openPagedFile(archive.file)
  const entries = await readDirectory(pages, archive.path)
  // Found before a blob is made for each of what may be tens of thousands of files.
  if (entries.length > 0 && entries.every(({ size }) => size === 0)) refuse('ingest-empty', { file: archive.path })
  const files: IngestFile[] = []
  for (const entry of entries) {
    const small = entry.size <= SMALL_BYTES && SMALL.has(extensionOf(entry.name))
    files.push({
      path: entry.name,
      file: small ? new PackedBlob(pages, entry, archive.path) : await unpackToBlob(pages, entry, archive.path),
    })
  }
  return files
}

/** A file in an archive that is unpacked each time it is read. */
export class PackedBlob extends Blob {
  constructor(
    private readonly pages: PagedFile,
    private readonly entry: ZipEntry,
    private readonly archive: string,
    private readonly from = 0,
    private readonly to = entry.size,
  ) {
    super()
  }

  override get size(): number {
    return this.to - this.from
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const content = await unpack(this.pages, this.entry, this.archive)
    return this.size === content.length ? content.buffer : content.slice(this.from, this.to).buffer
  }

  override slice(from = 0, to = this.size): Blob {
    const position = (at: number) => this.from + Math.min(this.size, at < 0 ? Math.max(0, this.size + at) : at)
    const start = position(from)
    return new PackedBlob(this.pages, this.entry, this.archive, start, Math.max(start, position(to)))
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer())
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const content = this.arrayBuffer()
    return new ReadableStream({
      async start(controller) {
        controller.enqueue(new Uint8Array(await content))
        controller.close()
      },
    })
  }
}

const SLICE = 4096
const READ_BYTES = 1_000_000
/** The number of bytes to collect before they are moved into a blob. */
const PART_BYTES = 8_000_000
/** Content up to this size is unpacked in one pass into a single buffer. */
const MAX_AT_ONCE = 4_000_000
/**
 * The usual length of the extra field after the name in a local header. This many bytes are read together with the
 * header, so that most files need only one read.
 */
const LIKELY_EXTRA = 64

/** Unpacks a file into memory. */
export async function unpack(pages: PagedFile, entry: ZipEntry, file: string): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.size > MAX_AT_ONCE) {
    return new Uint8Array(await (await unpackToBlob(pages, entry, file)).arrayBuffer())
  }
  const from = await contentOffset(pages, entry, file)
  return unpackEntry(await pages.read(from, from + entry.packed), entry) ?? refuseChanged(entry, file)
}

/** Unpacks a file into a blob, which the browser may store on disk. */
async function unpackToBlob(pages: PagedFile, entry: ZipEntry, file: string): Promise<Blob> {
  const parts: Blob[] = []
  let waiting: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const piece of unpackInPieces(pages, entry, file)) {
    waiting.push(piece)
    size += piece.length
    if (size < PART_BYTES) continue
    parts.push(new Blob(waiting))
    waiting = []
    size = 0
  }
  return new Blob([...parts, ...waiting])
}

/** Unpacks a file and yields it in pieces. */
async function* unpackInPieces(
  pages: PagedFile,
  entry: ZipEntry,
  file: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const from = await contentOffset(pages, entry, file)
  const end = from + entry.packed
  let out: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  let crc = 0
  const take = (piece: Uint8Array) => {
    size += piece.length
    if (size > entry.size) refuseChanged(entry, file)
    crc = crc32(piece, crc)
    // Copy the piece, because fflate reuses its output buffer.
    out.push(piece.slice())
  }
  const inflate = new Inflate((piece) => take(piece))
  for (let at = from; at < end; at += READ_BYTES) {
    const last = Math.min(end, at + READ_BYTES)
    const packed = await pages.read(at, last)
    if (packed.length !== last - at) refuseChanged(entry, file)
    if (entry.stored) take(packed)
    else feed(inflate, packed, last === end, () => refuseChanged(entry, file))
    yield* out
    out = []
  }
  if (size !== entry.size || crc !== entry.crc) refuseChanged(entry, file)
}

function feed(inflate: Inflate, packed: Uint8Array, last: boolean, broken: () => never): void {
  for (let at = 0; at < packed.length; at += SLICE) {
    const end = Math.min(packed.length, at + SLICE)
    try {
      inflate.push(packed.subarray(at, end), last && end === packed.length)
    } catch (error) {
      // Rethrow a Refusal; report any error from fflate as a damaged archive.
      if (error instanceof Error && error.name === 'Refusal') throw error
      broken()
    }
  }
}

/** Returns the offset of the content after the local header, and checks that this header names the same file. */
async function contentOffset(pages: PagedFile, entry: ZipEntry, file: string): Promise<number> {
  const bytes = await pages.read(
    entry.offset,
    entry.offset + 30 + entry.nameBytes.length + LIKELY_EXTRA + Math.min(entry.packed, MAX_AT_ONCE),
  )
  if (bytes.length < 30 + entry.nameBytes.length) return refuseChanged(entry, file)
  const length = localHeaderLength(bytes, entry, { strict: false })
  return length === undefined ? refuse('archive-broken', { file, why: zipFaults.mismatch }) : entry.offset + length
}

function refuseChanged({ name }: ZipEntry, file: string): never {
  return refuse('archive-changed', { file, name: printableName(name) })
}
