/** @file openArchive: the files of a zip as files, unpacked when somebody reads them. */
import type { IngestFile } from '../../protocol/ingest-messages'
import { extensionOf } from '../define-format'
import { pagesOf, type Pages } from './bytes-of'
import { type PackedEntry, readDirectory } from './directory'
import { unpack, unpackToBlob } from './unpack'

/** Files of these kinds come by the thousand and are read once, as a whole: each is unpacked when it is its turn. */
const SMALL = new Set(['png', 'jpg', 'jpeg', 'jfif', 'webp', 'gif', 'bmp', 'svg', 'txt', 'text'])
const SMALL_BYTES = 16_000_000

/** Whether the bytes begin as a zip does; an empty one begins with its end. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/** The files of an archive. Refuses what cannot be trusted before anything is unpacked. */
export async function openArchive(archive: IngestFile): Promise<readonly IngestFile[]> {
  const pages = pagesOf(archive.file)
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

/** A file that is unpacked each time it is read. */
export class PackedBlob extends Blob {
  constructor(
    private readonly pages: Pages,
    private readonly entry: PackedEntry,
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
    const place = (at: number) => this.from + Math.min(this.size, at < 0 ? Math.max(0, this.size + at) : at)
    const begin = place(from)
    return new PackedBlob(this.pages, this.entry, this.archive, begin, Math.max(begin, place(to)))
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
