/** @file Opens array files: parses the headers of .npy, .npz and IDX files without reading the values. */
import { refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { openArchive } from '../archive/open-archive'
import { LIMITS } from '../limits'
import { IDX_HEAD, type NamedArray, NPY_HEAD, readIdxHeader, readNpyHeader } from './array-header'

const GZIP = /\.gz$/i

/** Derives the name of an array that has its own file from the path of that file. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(\.(npy|idx))?(\.gz)?$/i, '')
}

async function headOf(blob: Blob, length: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(0, length).arrayBuffer())
}

/** Opens the array of a .npy file. */
export async function openNpy({ path, file }: IngestFile): Promise<NamedArray> {
  const header = readNpyHeader(await headOf(file, NPY_HEAD), file.size, path)
  return { name: nameOf(path), file: path, header, blob: file }
}

/** Opens the arrays of a .npz file, in file order. */
export async function openNpz(archive: IngestFile): Promise<readonly NamedArray[]> {
  const files = await openArchive(archive)
  if (files.length === 0) refuse('arrays-none', { file: archive.path })
  const arrays: NamedArray[] = []
  for (const one of files) arrays.push({ ...(await openNpy(one)), file: archive.path })
  return arrays
}

/** Opens the array of an IDX file, which may be gzipped. */
export async function openIdx({ path, file }: IngestFile): Promise<NamedArray> {
  const packed = GZIP.test(path) || (await isGzip(file))
  const blob = packed ? await gunzip(path, file) : file
  return { name: nameOf(path), file: path, header: readIdxHeader(await headOf(blob, IDX_HEAD), blob.size, path), blob }
}

async function isGzip(file: Blob): Promise<boolean> {
  const [a, b] = await headOf(file, 2)
  return a === 0x1f && b === 0x8b
}

/** Unpacks a gzip file; rejects the file if its unpacked size exceeds the limit. */
async function gunzip(path: string, file: Blob): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  try {
    // A 64 kB gzip bomb unpacks to 64 MB, so the reader requests the next piece only after counting the previous one.
    const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return new Blob(parts)
      size += value.length
      if (size > LIMITS.unpackedBytes || (size > BOMB_FROM && size > file.size * MAX_RATIO)) {
        await reader.cancel()
        break
      }
      parts.push(value as Uint8Array<ArrayBuffer>)
    }
  } catch {
    return refuse('gzip-broken', { file: path })
  }
  return refuse('gzip-grows', { file: path, bytes: size })
}

const BOMB_FROM = 16_000_000
const MAX_RATIO = 250
