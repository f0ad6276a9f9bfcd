/** @file bytesOfFiles: the bytes of many files, read some hundred at a time: one by one, 60,000 small files take half a minute longer. */
import type { IngestFile } from '../../protocol/ingest-messages'
import { PackedBlob } from '../archive/open-archive'

export interface FileBytes {
  /** The place among the files. */
  readonly place: number
  readonly path: string
  /** Undefined where the file can no longer be read. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined
}

const MOST_FILES = 256
const MOST_BYTES = 4_000_000

/** The bytes of the files, in their order. */
export async function* bytesOfFiles(files: readonly IngestFile[]): AsyncGenerator<FileBytes> {
  let from = 0
  while (from < files.length) {
    let to = from
    let size = 0
    do size += (files[to++] as IngestFile).file.size
    while (to < files.length && to - from < MOST_FILES && size + (files[to] as IngestFile).file.size <= MOST_BYTES)
    const group = files.slice(from, to)
    const read = await readGroup(group)
    for (const [i, { path }] of group.entries()) yield { place: from + i, path, bytes: read[i] }
    from = to
  }
}

async function readGroup(group: readonly IngestFile[]): Promise<readonly (Uint8Array<ArrayBuffer> | undefined)[]> {
  // Those of an archive are unpacked one by one anyway.
  if (group.length === 1 || group.some(({ file }) => file instanceof PackedBlob)) return oneByOne(group)
  try {
    const all = new Uint8Array(await new Blob(group.map(({ file }) => file)).arrayBuffer())
    let at = 0
    return group.map(({ file }) => {
      at += file.size
      return all.slice(at - file.size, at)
    })
  } catch {
    return oneByOne(group)
  }
}

async function oneByOne(group: readonly IngestFile[]): Promise<readonly (Uint8Array<ArrayBuffer> | undefined)[]> {
  const read: (Uint8Array<ArrayBuffer> | undefined)[] = []
  for (const { file } of group) {
    try {
      read.push(new Uint8Array(await file.arrayBuffer()))
    } catch (error) {
      // What an archive refuses, it refuses as a whole; a file that is gone from the disk is left out.
      if (file instanceof PackedBlob) throw error
      read.push(undefined)
    }
  }
  return read
}
