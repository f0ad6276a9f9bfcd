/**
 * @file Format: one object, one file: how files of a kind are recognised, what their beginning says, and how their rows come out.
 * A new format is its file and its line in `index.ts`.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import type { IngestFile, IngestProgress, IngestResult, Look, ReadOptions } from '../protocol/ingest-messages'

/**
 * Some rows, a column of each schema. The types are the same in every batch and in the result; the values of a category may grow
 * from one to the next: the result has them all.
 */
export interface Batch {
  readonly schema: readonly ColumnSchema[]
  readonly columns: readonly Column[]
  readonly rows: number
}

/** What a format is given to work on. */
export interface Job {
  /** Never empty. */
  readonly files: readonly IngestFile[]
  readonly options: ReadOptions
  /** Told as often as one likes; the page hears ten a second. Rows that were yielded count by themselves. */
  progress(so: Partial<IngestProgress>): void
  /** The format of other files, as of those in an archive; refuses where there is none. */
  formatOf(files: readonly IngestFile[], options?: ReadOptions): Promise<Format>
}

/** How sure a format is: `bytes` its signature is there, `name` the ending says so, `guess` it could be read so. */
export type Sure = 'bytes' | 'name' | 'guess'

export interface Format {
  /** csv, parquet, npy, images, ... */
  readonly id: string
  /** As people call it: "CSV". */
  readonly title: string
  /** Endings of its files, without the dot, lower case. */
  readonly extensions: readonly string[]
  /** Whether it reads these files; `head` is the first 4 kB of the first. */
  knows(files: readonly IngestFile[], head: Uint8Array): Sure | undefined
  /** What the beginning says. Refuses what `read` would refuse, as far as the beginning tells. */
  look(job: Job): Promise<Look>
  /** All rows in order, in batches of about a chunk; ends with what was read. Refuses by throwing a Refusal. */
  read(job: Job): AsyncGenerator<Batch, Omit<IngestResult, 'rows'>>
}

/** Types a format. */
export function defineFormat(format: Format): Format {
  return format
}

/** The ending of a path, lower case, without the dot; empty where there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}
