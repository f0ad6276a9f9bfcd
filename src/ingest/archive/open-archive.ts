/** @file openArchive: represents the files of a zip archive as file objects that are unpacked when read. */
import type { IngestFile } from '../../protocol/ingest-messages'
import { extensionOf } from '../define-format'
import { openPagedFile, type PagedFile } from './paged-file'
import { unpack, unpackToBlob } from './unpack'
import { readDirectory } from './zip-directory'
import type { ZipEntry } from './zip-format'

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
