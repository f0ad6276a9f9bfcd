/**
 * @file Export formats for datasets. To add a format, create its file and add an entry here. Each format pauses between
 * parts and reports its progress.
 */
import { exportFormatsText as formatsText } from '../../messages/en/data/versions'
import { message, Refusal } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { Dataset } from '../../data/dataset'
import { toCsv } from './csv'
import { toImageZip } from './image-zip'
import { toNpzFile } from './npz-file'
import { toParquet } from './parquet'
import { blobSink, type Rest, type Sink } from './sink'

export interface ExportFormat {
  readonly id: string
  readonly title: string
  readonly ending: string
  readonly type: string
  /** Describes what the file contains. */
  readonly about: string
  /** Whether a dataset with this schema can be written in this format. */
  supports(schema: Dataset['schema']): boolean
  /** Writes the dataset part by part, so that only one part is in memory. */
  write(dataset: Dataset, sink: Sink, rest: Rest): Promise<void>
}

export const exportFormats: readonly ExportFormat[] = [
  {
    id: 'parquet',
    ...formatsText.parquet,
    ending: 'parquet',
    type: 'application/vnd.apache.parquet',
    supports: () => true,
    write: toParquet,
  },
  {
    id: 'csv',
    ...formatsText.csv,
    ending: 'csv',
    type: 'text/csv',
    supports: ({ columns }) => columns.every(({ type }) => type !== 'image'),
    write: toCsv,
  },
  {
    id: 'npz',
    ...formatsText.npz,
    ending: 'npz',
    type: 'application/zip',
    supports: () => true,
    write: toNpzFile,
  },
  {
    id: 'images',
    ...formatsText.images,
    ending: 'zip',
    type: 'application/zip',
    supports: ({ columns }) => columns.some(({ type }) => type === 'image'),
    write: toImageZip,
  },
]

/** Exports a dataset as a file whose bytes the browser stores outside the heap. */
export async function exportBlob(dataset: Dataset, format: string, rest: Rest = pause): Promise<Blob> {
  const sink = blobSink()
  await formatFor(dataset, format).write(dataset, sink, rest)
  return sink.blob()
}

/** Exports a dataset as the bytes of a file. */
export function exportSet(dataset: Dataset, format: string, rest: Rest = pause): Promise<Uint8Array<ArrayBuffer>> {
  formatFor(dataset, format)
  return exportBlob(dataset, format, rest).then(bytesOf)
}

/** Reads the whole file into memory. */
export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer())
}

function formatFor(dataset: Dataset, format: string): ExportFormat {
  const found = exportFormats.find(({ id }) => id === format)
  const { title } = dataset.schema
  const formats = exportFormats.filter(({ supports: fits }) => fits(dataset.schema)).map(({ id }) => id)
  if (!found?.supports(dataset.schema)) throw new Refusal(message('export-format', { title, format, formats }))
  return found
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
