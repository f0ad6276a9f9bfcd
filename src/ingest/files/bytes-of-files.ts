/**
 * @file bytesOfFiles: reads the bytes of many files, a few hundred at a time, because reading 60,000 small files one by
 * one would take half a minute longer.
 */
import type { IngestFile } from '../../protocol/ingest-messages'
import { PackedBlob } from '../archive/open-archive'

export interface FileBytes {
  /** The index of the file in the list. */
  readonly index: number
  readonly path: string
  /** The content of the file; undefined if the file can no longer be read. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined
}

const MAX_FILES = 256
const MAX_BYTES = 4_000_000

/** Reads the bytes of the files, in order. */
export async function* bytesOfFiles(files: readonly IngestFile[]): AsyncGenerator<FileBytes> {
  let from = 0
  while (from < files.length) {
    let to = from
    let size = 0
    do size += (files[to++] as IngestFile).file.size
    while (to < files.length && to - from < MAX_FILES && size + (files[to] as IngestFile).file.size <= MAX_BYTES)
    const group = files.slice(from, to)
    const read = await readGroup(group)
    for (const [i, { path }] of group.entries()) yield { index: from + i, path, bytes: read[i] }
    from = to
  }
}

async function readGroup(group: readonly IngestFile[]): Promise<readonly (Uint8Array<ArrayBuffer> | undefined)[]> {
  // Files in an archive are always unpacked one at a time.
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
      // An error in an archive stops the import of the complete archive; a file that no longer exists on disk is
      // skipped.
      if (file instanceof PackedBlob) throw error
      read.push(undefined)
    }
  }
  return read
}

interface TallyEntry {
  readonly count: number
  readonly names: readonly string[]
}

export interface Tally<Kind extends string> {
  add(kind: Kind, path: string): void
  /** All entries, in order of first occurrence. */
  all(): readonly (readonly [Kind, TallyEntry])[]
}

/** The maximum number of names to show in a note. */
const SHOWN = 5

/** Creates an empty tally. */
export function emptyTally<Kind extends string>(): Tally<Kind> {
  const counts = new Map<Kind, { count: number; readonly names: string[] }>()
  return {
    add(kind, path) {
      const so = counts.get(kind) ?? { count: 0, names: [] }
      so.count++
      if (so.names.length < SHOWN) so.names.push(path)
      counts.set(kind, so)
    },
    all: () => [...counts],
  }
}
