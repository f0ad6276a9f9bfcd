/**
 * @file Sink: collects the bytes of a file as blobs, which the browser stores outside the heap, or on disk if they are
 * large.
 */
import { crc32 } from '../../base/crc32'
import { message, Refusal } from '../../messages/message'

export interface Sink {
  /** Copies the bytes, so the caller may reuse the array. */
  write(bytes: Uint8Array): void
}

/** Number of bytes to collect into one blob. */
const PART = 1_000_000

/** A sink that joins its parts into one blob. */
export function blobSink(): Sink & { blob(): Blob } {
  const parts: Blob[] = []
  const waiting = new Uint8Array(PART)
  let filled = 0
  const take = () => {
    if (filled > 0) parts.push(new Blob([waiting.subarray(0, filled)]))
    filled = 0
  }
  return {
    write(bytes) {
      if (filled + bytes.length > PART) take()
      if (bytes.length > PART) parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]))
      else {
        waiting.set(bytes, filled)
        filled += bytes.length
      }
    },
    blob() {
      take()
      return new Blob(parts)
    },
  }
}

/** Yields to other tasks and reports the progress, a fraction from 0 to 1. */
export type Rest = (done: number) => Promise<void>

/** The largest size and offset in a zip without the 64-bit extension. */
const MOST = 0xffff_ffff
/** January 1, 2000, midnight, in DOS format: a fixed date, so that equal files always produce equal bytes. */
const DATE = (20 << 25) | (1 << 21) | (1 << 16)

interface ZipParts {
  /** Adds a file; `chunks` is called more than once and must produce the same bytes each time. */
  add(name: string, chunks: () => Iterable<Uint8Array>): void
  /** Writes the central directory. */
  end(): void
}

/** Creates a zip writer that writes to a sink. */
export function zipParts(sink: Sink): ZipParts {
  const entries: Uint8Array[] = []
  let at = 0
  const put = (bytes: Uint8Array) => {
    sink.write(bytes)
    at += bytes.length
  }
  return {
    add(name, chunks) {
      const path = new TextEncoder().encode(name)
      let [crc, size] = [0, 0]
      for (const chunk of chunks()) {
        crc = crc32(chunk, crc)
        size += chunk.length
      }
      if (at + size > MOST) throw new Refusal(message('export-large-zip', { most: MOST }))
      const local = new DataView(new ArrayBuffer(30))
      local.setUint32(0, 0x04034b50, true)
      writeCommonFields(local, 4, { path, plain: path.length === name.length, crc, size })
      const central = new Uint8Array(46 + path.length)
      const view = new DataView(central.buffer)
      view.setUint32(0, 0x02014b50, true)
      view.setUint16(4, 20, true)
      writeCommonFields(view, 6, { path, plain: path.length === name.length, crc, size })
      view.setUint32(42, at, true)
      central.set(path, 46)
      entries.push(central)
      put(new Uint8Array(local.buffer))
      put(path)
      for (const chunk of chunks()) put(chunk)
    },
    end() {
      const start = at
      for (const entry of entries) put(entry)
      if (at > MOST) throw new Refusal(message('export-large-zip', { most: MOST }))
      const end = new DataView(new ArrayBuffer(22))
      end.setUint32(0, 0x06054b50, true)
      end.setUint16(8, entries.length, true)
      end.setUint16(10, entries.length, true)
      end.setUint32(12, at - start, true)
      end.setUint32(16, start, true)
      put(new Uint8Array(end.buffer))
    },
  }
}

interface EntryFields {
  readonly path: Uint8Array
  readonly plain: boolean
  readonly crc: number
  readonly size: number
}

/**
 * Writes the fields from "version needed" to "name length", which are the same in the local header and in the
 * directory.
 */
function writeCommonFields(view: DataView, from: number, { path, plain, crc, size }: EntryFields): void {
  view.setUint16(from, 20, true)
  view.setUint16(from + 2, plain ? 0 : 0x800, true)
  view.setUint32(from + 6, DATE, true)
  view.setUint32(from + 10, crc, true)
  view.setUint32(from + 14, size, true)
  view.setUint32(from + 18, size, true)
  view.setUint16(from + 22, path.length, true)
}

const MOST_LETTERS = 80

/**
 * Replaces everything except letters of any script, digits, dashes, and underscores with an underscore; duplicates get
 * a number.
 */
export function plainNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name, i) => {
    // Normalize first, so that equal-looking letters produce the same name regardless of how they were typed.
    const plain = [...name.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_')].slice(0, MOST_LETTERS).join('')
    const base = plain === '' ? `column_${i}` : plain
    let free = base
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${base}_${n}`
    taken.add(free.toLowerCase())
    return free
  })
}
