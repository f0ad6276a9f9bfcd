/** @file The most that is read, in one place: what is beyond refuses with a sentence and imports nothing. */
import type { ReadOptions } from '../protocol/ingest-messages'

export const LIMITS = {
  rows: 2_000_000,
  /** Of a set of its own: fewer cannot be split into rows to learn from, to watch and to test. */
  leastRows: 3,
  columns: 10_000,
  /** Of a file of text: CSV, JSON lines. Its columns are held in memory until all of it is read. */
  tableBytes: 200_000_000,
  /** Of a file that is unpacked while it is read: Parquet, Excel. */
  packedBytes: 200_000_000,
  /** Of a workbook, unpacked: its sheets are held whole. */
  sheetBytes: 200_000_000,
  /** Letters of one cell; of one line, all its cells together. */
  cell: 1_000_000,
  line: 16_000_000,
  /** Values of a category; a column with more is text. */
  categories: 1000,
  files: 100_000,
  /** Of all files of an archive together, unpacked; of one gzip file. */
  unpackedBytes: 2_000_000_000,
  /** Of an array written column by column, which takes all of it in memory. */
  fortranBytes: 256_000_000,
  /** Numbers of one row of an array. */
  rowValues: 1_000_000,
} as const

/** The fewest rows of what is read. */
export function leastRows({ joins = false }: Pick<ReadOptions, 'joins'>): number {
  return joins ? 1 : LIMITS.leastRows
}

/** Bytes and rows of a chunk as it is kept: small enough to write at once, large enough that a set has not thousands. */
export const CHUNK_BYTES = 4_000_000
export const CHUNK_ROWS = 65_536
