/**
 * @file Varints: encodes integers from 0 to 2^53 in as few bytes as possible, with seven bits per byte, least
 * significant bits first (LEB128).
 */

export interface Writer {
  write(value: number): void
  /** Returns the bytes written so far and resets the writer, reusing the same memory. */
  take(): Uint8Array<ArrayBuffer>
}

/** Creates a writer for a sequence of numbers. */
export function varintWriter(): Writer {
  let buffer = new Uint8Array(256)
  let at = 0
  return {
    write(value) {
      if (at + 8 > buffer.length) {
        const larger = new Uint8Array(2 * buffer.length)
        larger.set(buffer)
        buffer = larger
      }
      let rest = value
      while (rest >= 128) {
        buffer[at++] = 128 + (rest % 128)
        rest = Math.floor(rest / 128)
      }
      buffer[at++] = rest
    },
    take() {
      const bytes = buffer.slice(0, at)
      at = 0
      return bytes
    },
  }
}

/** Creates a reader; it throws if the bytes are truncated. */
export function varintReader(bytes: Uint8Array): { read(): number; readonly done: boolean } {
  let at = 0
  return {
    read() {
      let [value, scale] = [0, 1]
      for (;;) {
        const byte = bytes[at++]
        if (byte === undefined) throw new RangeError('numbers break off')
        value += (byte & 127) * scale
        if (byte < 128) return value
        scale *= 128
      }
    },
    get done() {
      return at >= bytes.length
    },
  }
}
