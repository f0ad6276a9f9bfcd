/** @file The files a set is exported as. A new format is one file and a line here. Each rests between parts and says how far it is. */
import { message, Refusal } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { Dataset } from '../../data/dataset'
import { toCsv } from './csv'
import { toImageZip } from './image-zip'
import { toNpzFile } from './npz-file'
import { toParquet } from './parquet'
import type { Rest } from './progress'
import { blobSink, type Sink } from './sink'

export interface ExportFormat {
  readonly id: string
  readonly title: string
  readonly ending: string
  readonly type: string
  /** What of a set it keeps, in words. */
  readonly about: string
  /** Whether a set can be written so. */
  fits(schema: Dataset['schema']): boolean
  /** A part at a time: no more than that lies in memory. */
  write(dataset: Dataset, sink: Sink, rest: Rest): Promise<void>
}

export const exportFormats: readonly ExportFormat[] = [
  {
    id: 'parquet',
    title: 'Parquet',
    ending: 'parquet',
    type: 'application/vnd.apache.parquet',
    about: 'Every column with its type; for pandas, Polars, DuckDB.',
    fits: () => true,
    write: toParquet,
  },
  {
    id: 'csv',
    title: 'CSV',
    ending: 'csv',
    type: 'text/csv',
    about: 'Text for any program. A text that a spreadsheet would run as a formula gets an apostrophe.',
    fits: ({ columns }) => columns.every(({ type }) => type !== 'image'),
    write: toCsv,
  },
  {
    id: 'npz',
    title: 'NPZ',
    ending: 'npz',
    type: 'application/zip',
    about: 'An array a column; for NumPy.',
    fits: () => true,
    write: toNpzFile,
  },
  {
    id: 'images',
    title: 'Images in class folders',
    ending: 'zip',
    type: 'application/zip',
    about: 'PNG files by class, and a table of everything else.',
    fits: ({ columns }) => columns.some(({ type }) => type === 'image'),
    write: toImageZip,
  },
]

/** A set as a file, whose bytes the browser keeps outside of our memory. */
export async function exportBlob(dataset: Dataset, format: string, rest: Rest = pause): Promise<Blob> {
  const sink = blobSink()
  await formatFor(dataset, format).write(dataset, sink, rest)
  return sink.blob()
}

/** A set as the bytes of a file. */
export function exportSet(dataset: Dataset, format: string, rest: Rest = pause): Promise<Uint8Array<ArrayBuffer>> {
  formatFor(dataset, format)
  return exportBlob(dataset, format, rest).then(bytesOf)
}

/** All of a file in memory. */
export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer())
}

function formatFor(dataset: Dataset, format: string): ExportFormat {
  const found = exportFormats.find(({ id }) => id === format)
  const { title } = dataset.schema
  const formats = exportFormats.filter(({ fits }) => fits(dataset.schema)).map(({ id }) => id)
  if (!found?.fits(dataset.schema)) throw new Refusal(message('export-format', { title, format, formats }))
  return found
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
