/** @file Import limits: larger files are refused with an explanation, and nothing is imported. */
import type { ReadOptions } from '../protocol/ingest-messages'

export const LIMITS = {
  rows: 2_000_000,
  /** For a new dataset: fewer rows cannot be split into training, validation and test rows. */
  leastRows: 3,
  columns: 10_000,
  /** For a text file: CSV, JSON lines. Its columns are in memory until all of it is read. */
  tableBytes: 200_000_000,
  /** For a file that is unpacked while it is read: Parquet, Excel. */
  packedBytes: 200_000_000,
  /** For an unpacked workbook: its sheets are in memory. */
  sheetBytes: 200_000_000,
  /** Characters per cell; characters per line. */
  cell: 1_000_000,
  line: 16_000_000,
  /** Values of a category; a column with more becomes text. */
  categories: 1000,
  files: 100_000,
  /** For all files of an archive together, unpacked; also for one gzip file. */
  unpackedBytes: 2_000_000_000,
  /** For an array in Fortran order, which is read into memory as a whole. */
  fortranBytes: 256_000_000,
  /** Numbers per row of an array. */
  rowValues: 1_000_000,
} as const

/** The fewest rows for an import. */
export function minRows({ joins = false }: Pick<ReadOptions, 'joins'>): number {
  return joins ? 1 : LIMITS.leastRows
}

/** Bytes and rows per stored chunk: small enough to write at once, large enough that a dataset does not have thousands. */
export const CHUNK_BYTES = 4_000_000
export const CHUNK_ROWS = 65_536
