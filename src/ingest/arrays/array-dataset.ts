/**
 * @file Datasets from arrays: creates previews and reads rows. The array formats differ only in how their files are
 * opened.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { readFilesText as text } from '../../messages/en/data/read-files'
import { type Message, message } from '../../messages/message'
import type { ImportPreview, PreviewColumn, ReadOptions } from '../../protocol/ingest-messages'
import type { Batch, Format, Job } from '../define-format'
import { previewImages } from '../files/preview-images'
import { CHUNK_BYTES, CHUNK_ROWS, minRows } from '../limits'
import { chosenColumns, previewColumns } from '../table/column-choices'
import { arrangeArrays } from './arrange-arrays'
import { type NamedArray, typeName } from './array-header'
import { type ArrayColumnReader, type ColumnReaders, columnReaders } from './column-readers'

/** The number of rows in a preview. */
const SHOWN = 20

interface ArrayDataset {
  readonly rows: number
  readonly testRows: number
  readonly readers: readonly ColumnReaders[]
  readonly notes: readonly Message[]
  readonly parts: readonly string[]
  readonly label: string | undefined
}

async function open(arrays: readonly NamedArray[], options: ReadOptions): Promise<ArrayDataset> {
  const { columns, rows, testRows, notes } = arrangeArrays(arrays, options.part)
  const readers: ColumnReaders[] = []
  for (const column of columns) readers.push(await columnReaders(column, options.columns ?? {}, rows))
  const label = columns.findIndex(({ kind }) => kind === 'y')
  return {
    rows,
    testRows,
    readers,
    notes: [...notes, ...readers.flatMap((one) => one.notes)],
    parts: arrays.filter(({ header }) => header.shape.length > 0).map(({ name }) => name),
    label: readers[label]?.readers[0]?.name,
  }
}

/** Creates a preview of the arrays. */
export async function previewArrays(
  arrays: readonly NamedArray[],
  format: string,
  { options }: Job,
): Promise<ImportPreview> {
  const dataset = await open(arrays, options)
  const rows = Math.min(SHOWN, dataset.rows)
  const columns: PreviewColumn[] = []
  const first: Column[] = []
  for (const { readers, rows: source } of dataset.readers) {
    const bytes = await source.bytes(0, rows)
    for (const reader of readers) {
      columns.push({ name: reader.name, schema: reader.schema, why: reader.why })
      first.push(reader.column(bytes, rows))
    }
  }
  const pictured = columns.findIndex(({ schema }) => schema.type === 'image')
  const images =
    pictured < 0
      ? undefined
      : await previewImages(first[pictured] as Column, (columns[pictured] as PreviewColumn).schema, rows)
  const { parts, notes, label } = dataset
  const required = minRows(options)
  const file = nameOf(arrays)
  return previewColumns(file, {
    // A dataset with too few rows for an import has fewer rows than a preview shows, so `rows` is the exact number of
    // rows here.
    stops: rows < required ? message('ingest-too-few-rows', { file, rows, wants: required }) : undefined,
    format,
    about: describeArrays(arrays),
    options,
    parts,
    columns,
    first,
    rows,
    pictures: images,
    notes,
    label,
  })
}

/** Reads all rows of the arrays in batches of one chunk. */
export async function* readArrays(
  arrays: readonly NamedArray[],
  { options, progress }: Job,
): ReturnType<Format['read']> {
  const dataset = await open(arrays, options)
  const schemas = dataset.readers.flatMap(({ readers }) => readers.map(({ schema }) => schema))
  const chosen = chosenColumns(schemas, options, nameOf(arrays), dataset.label)
  const perRow = dataset.readers.reduce((sum, one) => sum + one.rowBytes, 0)
  const step = Math.max(1, Math.min(CHUNK_ROWS, Math.floor(CHUNK_BYTES / perRow)))
  for (let from = 0; from < dataset.rows; from += step) {
    const to = Math.min(dataset.rows, from + step)
    const columns: Column[] = []
    for (const { rows, readers } of dataset.readers) {
      const bytes = await rows.bytes(from, to)
      for (const reader of readers) columns.push(reader.column(bytes, to - from))
    }
    progress({ bytes: to * perRow, totalBytes: dataset.rows * perRow })
    yield {
      schema: chosen.schema,
      columns: chosen.indexes.map((at) => columns[at] as Column),
      rows: to - from,
    } satisfies Batch
  }
  const notes = [
    ...dataset.notes,
    ...dataset.readers.flatMap(({ readers }) => readers.flatMap((reader: ArrayColumnReader) => reader.notes())),
  ]
  const kind = kindOf(chosen.schema)
  return {
    schema: {
      kind,
      columns: chosen.schema,
      rows: dataset.rows,
      testRows: dataset.testRows,
      target: chosen.target,
      ignore: [],
    },
    notes,
  }
}

/** Describes the arrays: "3 arrays: x 60,000×28×28, ...". */
function describeArrays(arrays: readonly NamedArray[]): string {
  const first = arrays
    .slice(0, 6)
    .map(({ name, header }) => text.about.array({ name, shape: header.shape, type: typeName(header.type) }))
  return text.about.arrays({ arrays: arrays.length, first })
}

function nameOf(arrays: readonly NamedArray[]): string {
  return arrays[0]?.file ?? ''
}

function kindOf(schema: readonly ColumnSchema[]): 'images' | 'series' | 'text' | 'table' {
  const has = (type: ColumnSchema['type']) => schema.some((column) => column.type === type)
  if (has('image')) return 'images'
  if (schema.some((column) => column.type === 'array' && column.shape.length === 2)) return 'series'
  return 'table'
}
