/** @file Varints: whole numbers from 0 to 2^53 in as few bytes as they take, seven bits a byte, the lowest first (LEB128). */

export interface Writer {
  write(value: number): void
  /** What was written, after which it begins anew in the same room. */
  take(): Uint8Array<ArrayBuffer>
}

/** Writes numbers one after another. */
export function varintWriter(): Writer {
  let room = new Uint8Array(256)
  let at = 0
  return {
    write(value) {
      if (at + 8 > room.length) {
        const larger = new Uint8Array(2 * room.length)
        larger.set(room)
        room = larger
      }
      let rest = value
      while (rest >= 128) {
        room[at++] = 128 + (rest % 128)
        rest = Math.floor(rest / 128)
      }
      room[at++] = rest
    },
    take() {
      const bytes = room.slice(0, at)
      at = 0
      return bytes
    },
  }
}

/** Reads them back; throws where they break off. */
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
