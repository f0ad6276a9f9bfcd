/** @file Pages: bytes of a file anywhere in it, read a few megabytes at a time: 60,000 small reads are slow, one large one is not. */

const PAGE = 4_000_000

export interface Pages {
  readonly size: number
  /** The bytes from `from` to `to`, cut off where the file ends. */
  read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>
}

/** Reads a file by pages; the last one is kept. */
export function pagesOf(file: Blob): Pages {
  let begin = 0
  let page = new Uint8Array(0)
  return {
    size: file.size,
    async read(from, to) {
      const end = Math.min(to, file.size)
      if (from < begin || end > begin + page.length) {
        const loaded = new Uint8Array(await file.slice(from, Math.max(end, from + PAGE)).arrayBuffer())
        begin = from
        page = loaded
        return loaded.subarray(0, Math.max(0, end - from))
      }
      return page.subarray(from - begin, Math.max(from, end) - begin)
    },
  }
}
