/**
 * @file Format: one object and one file per format: how it detects its files, previews them and reads their rows. A new format needs a file
 * and a line in `index.ts`.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import type { IngestFile, IngestProgress, IngestResult, ImportPreview, ReadOptions } from '../protocol/ingest-messages'

/**
 * Some rows with one schema per column. The types are the same in every batch and in the result; the values of a category may grow from
 * batch to batch, and the result has all of them.
 */
export interface Batch {
  readonly schema: readonly ColumnSchema[]
  readonly columns: readonly Column[]
  readonly rows: number
}

/** The input of a format. */
export interface Job {
  /** The files; never empty. */
  readonly files: readonly IngestFile[]
  readonly options: ReadOptions
  /** Reports progress. It may be called at any rate; the page receives ten messages per second. Yielded rows are counted automatically. */
  progress(so: Partial<IngestProgress>): void
  /** Detects the format of other files, such as those in an archive; refuses if there is none. */
  formatOf(files: readonly IngestFile[], options?: ReadOptions): Promise<Format>
}

/**
 * How certain the detection is: `bytes` if the signature matches, `name` if the extension matches, `guess` if the files could be of this
 * format.
 */
export type Certainty = 'bytes' | 'name' | 'guess'

export interface Format {
  /** csv, parquet, npy, images, ... */
  readonly id: string
  /** The display name: "CSV". */
  readonly title: string
  /** File extensions without the dot, in lower case. */
  readonly extensions: readonly string[]
  /** Whether this format can read the files; `head` is the first 4 kB of the first file. */
  detect(files: readonly IngestFile[], head: Uint8Array): Certainty | undefined
  /** A preview from the beginning of the files. It refuses what `read` would refuse, as far as the beginning shows it. */
  preview(job: Job): Promise<ImportPreview>
  /** Reads all rows in order, in batches of about one chunk; returns a summary. It refuses by throwing a Refusal. */
  read(job: Job): AsyncGenerator<Batch, Omit<IngestResult, 'rows'>>
}

/** Defines a format. */
export function defineFormat(format: Format): Format {
  return format
}

/** The extension of a path, in lower case, without the dot; empty if there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}
