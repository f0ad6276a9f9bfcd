/**
 * @file The messages between the studio and an ingest worker, which reads files into chunks of rows. One job at a time; each
 * message carries the job's id, and stale ones change nothing.
 */
import type { Message } from '../messages/message'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'

/** A file as it was dropped: of a folder with its path in it. */
export interface IngestFile {
  readonly path: string
  readonly file: Blob
}

/** What a person can correct of how files are read. What is absent is found out. */
export interface ReadOptions {
  /** Id of a format: csv, parquet, npy, images, ... */
  readonly format?: string
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'
  readonly separator?: string
  /** Around a cell that holds separators or ends of lines; empty where a quotation mark is a letter as any other. */
  readonly quote?: '"' | "'" | ''
  readonly decimal?: '.' | ','
  readonly header?: boolean
  /** Of a sheet, as it numbers its rows: the one in which the table begins; what stands above is left out. */
  readonly firstRow?: number | undefined
  /** Texts that stand for a missing value. */
  readonly missing?: readonly string[]
  /** Of a file that holds several: a sheet of a workbook, an array of an archive. */
  readonly part?: string
  /** By the column's name as found: another type, another name, or left out. */
  readonly columns?: Readonly<Record<string, ColumnChoice>>
  readonly target?: string
  /** Pictures are brought to this size. */
  readonly image?: { readonly height: number; readonly width: number; readonly channels: 1 | 3 }
  /** The rows join a set that is there: one is enough. */
  readonly joins?: boolean
}

export interface ColumnChoice {
  readonly type?: ColumnSchema['type']
  readonly name?: string
  readonly leaveOut?: boolean
  /** Of times: day before month, or month before day. */
  readonly order?: 'dmy' | 'mdy' | 'ymd'
}

/** What the beginning of the files says of them. */
export interface ImportPreview {
  readonly format: string
  /** In words: "CSV, separated by semicolons, decimal comma, Latin-1". */
  readonly about: string
  /** As found, what was asked for included. */
  readonly options: ReadOptions
  /** What to choose from, and what these are. */
  readonly parts: readonly string[]
  readonly partsAre?: 'sheets' | 'arrays' | 'files'
  readonly columns: readonly PreviewColumn[]
  /** So many rows at the beginning of a file that has more are what the types are judged by. */
  readonly judged?: number
  /** The first rows as texts, in the columns' order; undefined where missing. */
  readonly rows: readonly (readonly (string | undefined)[])[]
  /** Pictures among the first rows, as PNG or as they are: by row. */
  readonly pictures?: readonly Blob[]
  readonly notes: readonly Message[]
  /** Why it cannot be imported as it is read; what is corrected may mend it. */
  readonly stops?: Message
}

export interface PreviewColumn {
  /** As found in the file. */
  readonly name: string
  readonly schema: ColumnSchema
  /** Why this type: "all 50 values are numbers". */
  readonly why: string
}

/** How far a reading is. */
export interface IngestProgress {
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  /** Files read, where there are many. */
  readonly files?: number
  readonly totalFiles?: number
  /** Rows or files that could not be used. */
  readonly skipped: number
}

/** What was read. */
export interface IngestResult {
  readonly schema: Omit<DatasetSchema, 'id' | 'title'>
  readonly rows: number
  /** What to know of it: columns renamed, rows and files left out and why. */
  readonly notes: readonly Message[]
  /** Of a table of texts: how it writes numbers and dates. */
  readonly written?: Pick<ReadOptions, 'decimal' | 'columns'>
}

export type ToIngest =
  | { readonly type: 'look'; readonly id: number; readonly files: readonly IngestFile[]; readonly options: ReadOptions }
  | { readonly type: 'read'; readonly id: number; readonly files: readonly IngestFile[]; readonly options: ReadOptions }
  /** The chunk sent last is on disk: the next one may come. */
  | { readonly type: 'kept'; readonly id: number }

export type FromIngest =
  | { readonly type: 'looked'; readonly id: number; readonly look: ImportPreview }
  | { readonly type: 'progress'; readonly id: number; readonly progress: IngestProgress }
  /** Rows in the form of `data/packed-chunk.ts`, by the schema that `done` will tell; the worker waits for `kept`. */
  | { readonly type: 'chunk'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }
  | { readonly type: 'done'; readonly id: number; readonly result: IngestResult }
  /** Nothing is imported. */
  | { readonly type: 'refused'; readonly id: number; readonly said: Message }
