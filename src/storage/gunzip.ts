/** @file gunzip: decompresses to exactly the bytes expected, and never holds more than that: a bomb is stopped early. */

/** The bytes of a gzip stream, or undefined when they are not exactly `length` or the stream is broken. */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const out = new Uint8Array(length)
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  let at = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return at === length ? out : undefined
      if (at + value.length > length) {
        await reader.cancel()
        return undefined
      }
      out.set(value, at)
      at += value.length
    }
  } catch {
    return undefined
  }
}
