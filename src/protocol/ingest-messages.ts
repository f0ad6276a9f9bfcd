/**
 * @file Messages between the studio and an ingest worker, which reads files into chunks of rows. One job at a time;
 * each message carries the job's id, and stale ones change nothing.
 */
import type { Message } from '../messages/message'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'

/** A dropped file; in a folder, with its path. */
export interface IngestFile {
  readonly path: string
  readonly file: Blob
}

/** What the user can correct about how files are read. What is absent is detected. */
export interface ReadOptions {
  /** Id of a format: csv, parquet, npy, images, ... */
  readonly format?: string
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'
  readonly separator?: string
  /** Quotes a cell that contains separators or line breaks; empty: a quotation mark is an ordinary character. */
  readonly quote?: '"' | "'" | ''
  readonly decimal?: '.' | ','
  readonly header?: boolean
  /** The sheet row where the table begins, as the sheet numbers it; rows above are skipped. */
  readonly firstRow?: number | undefined
  /** Texts that mean a missing value. */
  readonly missing?: readonly string[]
  /** In a file with several tables: a sheet of a workbook, or an array of an archive. */
  readonly part?: string
  /** By the column's original name: change its type or name, or leave it out. */
  readonly columns?: Readonly<Record<string, ColumnChoice>>
  readonly target?: string
  /** Images are resized to this size. */
  readonly image?: { readonly height: number; readonly width: number; readonly channels: 1 | 3 }
  /** The rows are added to an existing dataset, so one row is enough. */
  readonly joins?: boolean
}

export interface ColumnChoice {
  readonly type?: ColumnSchema['type']
  readonly name?: string
  readonly leaveOut?: boolean
  /** For dates: the order of day, month, and year. */
  readonly order?: 'dmy' | 'mdy' | 'ymd'
}

/** A preview from the first rows of the files. */
export interface ImportPreview {
  readonly format: string
  /** A description: "CSV, separated by semicolons, decimal comma, Latin-1". */
  readonly about: string
  /** As detected, with the user's corrections. */
  readonly options: ReadOptions
  /** Parts to choose from, and what they are. */
  readonly parts: readonly string[]
  readonly partsAre?: 'sheets' | 'arrays' | 'files'
  readonly columns: readonly PreviewColumn[]
  /** Number of rows that the types were detected from, when the file has more. */
  readonly judged?: number
  /** The first rows as texts, in column order; undefined: missing. */
  readonly rows: readonly (readonly (string | undefined)[])[]
  /** Images of the first rows, by row: PNG or the original file. */
  readonly pictures?: readonly Blob[]
  readonly notes: readonly Message[]
  /** Why it cannot be imported with these options; other options may fix it. */
  readonly stops?: Message
}

export interface PreviewColumn {
  /** As in the file. */
  readonly name: string
  readonly schema: ColumnSchema
  /** Why this type was detected: "all 50 values are numbers". */
  readonly why: string
}

/** Progress of reading. */
export interface IngestProgress {
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  /** Files read, when there are several. */
  readonly files?: number
  readonly totalFiles?: number
  /** Rows or files that were skipped. */
  readonly skipped: number
}

/** The result of reading. */
export interface IngestResult {
  readonly schema: Omit<DatasetSchema, 'id' | 'title'>
  readonly rows: number
  /** Notes on the result: renamed columns, skipped rows and files, and why. */
  readonly notes: readonly Message[]
  /** For a text table: how it writes numbers and dates. */
  readonly written?: Pick<ReadOptions, 'decimal' | 'columns'>
}

export type ToIngest =
  | { readonly type: 'look'; readonly id: number; readonly files: readonly IngestFile[]; readonly options: ReadOptions }
  | { readonly type: 'read'; readonly id: number; readonly files: readonly IngestFile[]; readonly options: ReadOptions }
  /** The last chunk is stored: send the next. */
  | { readonly type: 'kept'; readonly id: number }

export type FromIngest =
  | { readonly type: 'looked'; readonly id: number; readonly look: ImportPreview }
  | { readonly type: 'progress'; readonly id: number; readonly progress: IngestProgress }
  /** Rows in the format of `data/packed-chunk.ts`, by the schema that `done` carries; the worker waits for `kept`. */
  | { readonly type: 'chunk'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }
  | { readonly type: 'done'; readonly id: number; readonly result: IngestResult }
  /** Nothing was imported. */
  | { readonly type: 'refused'; readonly id: number; readonly reason: Message }
