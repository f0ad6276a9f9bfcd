/**
 * @file Sink: collects the bytes of a file as blobs, which the browser stores outside the heap, or on disk if they are
 * large.
 */

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
