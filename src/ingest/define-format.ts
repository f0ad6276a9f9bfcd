/**
 * @file Format: an object that detects the files of one format, previews them and reads their rows; to add a
 * format, define it in `formats/` and add a line in `formats/index.ts`.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import type { ImportPreview, IngestFile, IngestProgress, IngestResult, ReadOptions } from '../protocol/ingest-messages'

/**
 * A batch of rows with one schema per column. The column types are the same in every batch and in the result. A
 * category may get new values in later batches; the result lists all of them.
 */
export interface Batch {
  readonly schema: readonly ColumnSchema[]
  readonly columns: readonly Column[]
  readonly rows: number
}

/** The input of an import: files and options. */
export interface Job {
  /** The files to import; never empty. */
  readonly files: readonly IngestFile[]
  readonly options: ReadOptions
  /**
   * Reports progress. It may be called as often as needed; the page receives at most ten messages per second. Yielded
   * rows are counted automatically.
   */
  progress(so: Partial<IngestProgress>): void
  /** Detects the format of other files, such as those in an archive; throws a Refusal if no format can read them. */
  formatOf(files: readonly IngestFile[], options?: ReadOptions): Promise<Format>
}

/**
 * How certain the detection is: `bytes` if the signature matches, `name` if the extension matches, `guess` if the files
 * could be in this format.
 */
export type Certainty = 'bytes' | 'name' | 'guess'

export interface Format {
  /** The ID of the format: csv, parquet, npy, images, ... */
  readonly id: string
  /** The display name of the format, such as "CSV". */
  readonly title: string
  /** File extensions in lowercase, without the dot. */
  readonly extensions: readonly string[]
  /**
   * Determines how certain it is that this format can read the files; undefined if it cannot. `head` is the first 4 kB
   * of the first file.
   */
  detect(files: readonly IngestFile[], head: Uint8Array): Certainty | undefined
  /**
   * Creates a preview from the beginning of the files. It rejects everything that `read` would reject, as far as the
   * beginning reveals it.
   */
  preview(job: Job): Promise<ImportPreview>
  /**
   * Reads all rows in order, in batches of about one chunk, and returns a summary. Throws a Refusal if the files cannot
   * be imported.
   */
  read(job: Job): AsyncGenerator<Batch, Omit<IngestResult, 'rows'>>
}

/** Defines a format. */
export function defineFormat(format: Format): Format {
  return format
}

/** Returns the extension of a path, in lowercase and without the dot; empty if there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}
