/**
 * @file Paged file reader: random access to the bytes of a file. It reads a few megabytes at a time, because 60,000
 * small reads would be much slower than a few large ones.
 */

const PAGE = 4_000_000

export interface PagedFile {
  readonly size: number
  /** Reads the bytes from `from` to `to`, stopping at the end of the file. */
  read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>
}

/** Opens a file for reading in pages; the most recent page is cached. */
export function openPagedFile(file: Blob): PagedFile {
  let start = 0
  let page = new Uint8Array(0)
  return {
    size: file.size,
    async read(from, to) {
      const end = Math.min(to, file.size)
      if (from < start || end > start + page.length) {
        const loaded = new Uint8Array(await file.slice(from, Math.max(end, from + PAGE)).arrayBuffer())
        start = from
        page = loaded
        return loaded.subarray(0, Math.max(0, end - from))
      }
      return page.subarray(from - start, Math.max(from, end) - start)
    },
  }
}
