/**
 * @file gunzip and readExactly: they never buffer more bytes than expected, so neither a zip bomb nor a wrong response
 * can fill the memory.
 */

/** The bytes of a gzip stream, or undefined if it is damaged or its content is not exactly `length` bytes. */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readExactly(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), length)
  } catch {
    return undefined
  }
}

/** The bytes of a stream, or undefined if there are not exactly `length` bytes. Rejects if the stream fails. */
export async function readExactly(
  stream: ReadableStream<Uint8Array>,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const out = new Uint8Array(length)
  const reader = stream.getReader()
  let at = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return at === length ? out : undefined
    if (at + value.length > length) {
      await reader.cancel().catch(() => undefined)
      return undefined
    }
    out.set(value, at)
    at += value.length
  }
}
