/** @file Import limits: files that exceed them are rejected with an explanation, and nothing is imported. */
import type { ReadOptions } from '../protocol/ingest-messages'

export const LIMITS = {
  rows: 2_000_000,
  /** Minimum number of rows in a new dataset; fewer rows cannot be split into training, validation and test sets. */
  leastRows: 3,
  columns: 10_000,
  /** Maximum size of a text file (CSV, JSON lines). The columns stay in memory until the whole file has been read. */
  tableBytes: 200_000_000,
  /** Maximum size of a file that is unpacked while it is read (Parquet, Excel). */
  packedBytes: 200_000_000,
  /** Maximum size of an unpacked workbook, because all sheets are held in memory. */
  sheetBytes: 200_000_000,
  /** Maximum number of characters per cell and per line. */
  cell: 1_000_000,
  line: 16_000_000,
  /** Maximum number of values of a category; a column with more values becomes text. */
  categories: 1000,
  files: 100_000,
  /** Maximum total unpacked size of the files in an archive, or of a single gzip file. */
  unpackedBytes: 2_000_000_000,
  /** Maximum size of an array in Fortran order, because the entire array must be read into memory. */
  fortranBytes: 256_000_000,
  /** Maximum number of values per row of an array. */
  rowValues: 1_000_000,
} as const

/** The minimum number of rows for an import. */
export function minRows({ joins = false }: Pick<ReadOptions, 'joins'>): number {
  return joins ? 1 : LIMITS.leastRows
}

/**
 * Maximum number of bytes and rows per stored chunk: small enough to write in one operation, and large enough to avoid
 * thousands of chunks per dataset.
 */
export const CHUNK_BYTES = 4_000_000
export const CHUNK_ROWS = 65_536
