/**
 * @file Messages between the studio and an ingest worker, which reads files into chunks of rows. One job runs at a
 * time; each message carries the job's id, and messages of earlier jobs are ignored.
 */
import type { Message } from '../messages/message'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'

/** A file that the user dropped, with its path if it came from a folder. */
export interface IngestFile {
  readonly path: string
  readonly file: Blob
}

/** Settings for reading files that the user can correct. Settings that are absent are detected. */
export interface ReadOptions {
  /** Id of the file format: csv, parquet, npy, images, ... */
  readonly format?: string
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'
  readonly separator?: string
  /**
   * The character that quotes cells containing separators or line breaks; if empty, quotation marks are ordinary
   * characters.
   */
  readonly quote?: '"' | "'" | ''
  readonly decimal?: '.' | ','
  readonly header?: boolean
  /** The number of the sheet row at which the table begins; rows above it are skipped. */
  readonly firstRow?: number | undefined
  /** Strings that represent a missing value. */
  readonly missing?: readonly string[]
  /** For a file with several tables: the sheet of a workbook or the array of an archive to read. */
  readonly part?: string
  /** Changes to columns, keyed by the original column name: another type, another name, or leaving the column out. */
  readonly columns?: Readonly<Record<string, ColumnChoice>>
  readonly target?: string
  /** The size to which images are resized. */
  readonly image?: { readonly height: number; readonly width: number; readonly channels: 1 | 3 }
  /** Set when the rows are added to an existing dataset, in which case a single row is enough. */
  readonly joins?: boolean
}

export interface ColumnChoice {
  readonly type?: ColumnSchema['type']
  readonly name?: string
  readonly leaveOut?: boolean
  /** The order of day, month, and year in dates. */
  readonly order?: 'dmy' | 'mdy' | 'ymd'
}

/** A preview based on the first rows of the files. */
export interface ImportPreview {
  readonly format: string
  /** A description of the format, such as "CSV, separated by semicolons, decimal comma, Latin-1". */
  readonly about: string
  /** The detected options, with the user's corrections applied. */
  readonly options: ReadOptions
  /** The tables in the files, from which the user can choose; `partsAre` says what they are, such as sheets. */
  readonly parts: readonly string[]
  readonly partsAre?: 'sheets' | 'arrays' | 'files'
  readonly columns: readonly PreviewColumn[]
  /** The number of rows from which the types were detected, if the file has more rows than that. */
  readonly judged?: number
  /** The first rows as strings, in column order; undefined for missing values. */
  readonly rows: readonly (readonly (string | undefined)[])[]
  /** The images of the first rows, in row order, each as a PNG or as the original file. */
  readonly pictures?: readonly Blob[]
  readonly notes: readonly Message[]
  /** Why the file cannot be imported with these options; other options may fix it. */
  readonly stops?: Message
}

export interface PreviewColumn {
  /** The column's name in the file. */
  readonly name: string
  readonly schema: ColumnSchema
  /** Why this type was detected, such as "all 50 values are numbers". */
  readonly why: string
  /** The number of values that keep the column from being one of numbers; absent if it is not otherwise numeric. */
  readonly notNumbers?: number
}

/** Progress of reading files. */
export interface IngestProgress {
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  /** Number of files read so far, if there are several. */
  readonly files?: number
  readonly totalFiles?: number
  /** Number of rows or files that were skipped. */
  readonly skipped: number
}

/** The result of reading files. */
export interface IngestResult {
  readonly schema: Omit<DatasetSchema, 'id' | 'title'>
  readonly rows: number
  /** Notes on the result: renamed columns, skipped rows and files, and the reasons. */
  readonly notes: readonly Message[]
  /** For tables in text files: the detected number and date formats. */
  readonly written?: Pick<ReadOptions, 'decimal' | 'columns'>
}

export type ToIngest =
  | { readonly type: 'look'; readonly id: number; readonly files: readonly IngestFile[]; readonly options: ReadOptions }
  | { readonly type: 'read'; readonly id: number; readonly files: readonly IngestFile[]; readonly options: ReadOptions }
  /** The last chunk has been stored; the worker can send the next. */
  | { readonly type: 'kept'; readonly id: number }

export type FromIngest =
  | { readonly type: 'looked'; readonly id: number; readonly look: ImportPreview }
  | { readonly type: 'progress'; readonly id: number; readonly progress: IngestProgress }
  /**
   * A chunk of rows in the format of `data/packed-chunk.ts`, using the schema that `done` carries; the worker then
   * waits for `kept`.
   */
  | { readonly type: 'chunk'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }
  | { readonly type: 'done'; readonly id: number; readonly result: IngestResult }
  /** The import was refused, and nothing was imported. */
  | { readonly type: 'refused'; readonly id: number; readonly reason: Message }
