/** @file Sink: where the bytes of a file go while it is written: blobs, which the browser keeps outside of our heap, and on disk when large. */

export interface Sink {
  /** Takes the bytes: what is done with them afterwards changes nothing. */
  write(bytes: Uint8Array): void
}

/** Bytes that become a blob together. */
const PART = 1_000_000

/** A sink whose parts are one blob in the end. */
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
