/** @file The files a set is exported as. A new format is one file and a line here. Each rests between parts and says how far it is. */
import { message, Refusal } from '../../base/messages/message'
import '../../base/messages/learn-sets'
import type { Dataset } from '../../data/dataset'
import { toCsv } from './csv'
import { toImageZip } from './image-zip'
import { toNpzFile } from './npz-file'
import { toParquet } from './parquet'
import type { Rest } from './rest'

export interface ExportFormat {
  readonly id: string
  readonly title: string
  readonly ending: string
  readonly type: string
  /** What of a set it keeps, in words. */
  readonly about: string
  /** Whether a set can be written so. */
  fits(schema: Dataset['schema']): boolean
  write(dataset: Dataset, rest: Rest): Promise<Uint8Array<ArrayBuffer>>
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

/** A set as the bytes of a file. */
export function exportSet(dataset: Dataset, format: string, rest: Rest = pause): Promise<Uint8Array<ArrayBuffer>> {
  const found = exportFormats.find(({ id }) => id === format)
  const { title } = dataset.schema
  const formats = exportFormats.filter(({ fits }) => fits(dataset.schema)).map(({ id }) => id)
  if (!found?.fits(dataset.schema)) throw new Refusal(message('export-format', { title, format, formats }))
  return found.write(dataset, rest)
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
