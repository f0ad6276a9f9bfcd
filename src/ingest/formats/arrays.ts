/** @file The formats of arrays: NPY, NPZ, and IDX. They differ only in how their files are opened. */

import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { readFilesText as text } from '../../messages/en/data/read-files'
import { type Message, message, refuse } from '../../messages/message'
import type { ImportPreview, IngestFile, PreviewColumn, ReadOptions } from '../../protocol/ingest-messages'
import { openArchive } from '../archive/open-archive'
import { arrangeArrays } from '../arrays/arrange-arrays'
import {
  IDX_HEAD,
  isIdx,
  isIdxName,
  isNpy,
  type NamedArray,
  NPY_HEAD,
  readIdxHeader,
  readNpyHeader,
  typeName,
} from '../arrays/array-header'
import { type ArrayColumnReader, type ColumnReaders, columnReaders } from '../arrays/column-readers'
import { type Batch, defineFormat, extensionOf, type Format, type Job } from '../define-format'
import { previewImages } from '../files/preview-images'
import { CHUNK_BYTES, CHUNK_ROWS, LIMITS, minRows } from '../limits'
import { chosenColumns, previewColumns } from '../table/column-choices'

interface ArrayFormat extends Pick<Format, 'extensions' | 'detect'> {
  readonly id: 'npy' | 'npz' | 'idx'
  open(file: IngestFile): Promise<NamedArray | readonly NamedArray[]>
}

function arrayFormat({ open, ...format }: ArrayFormat): Format {
  const arraysOf = async ({ files }: Job) => (await Promise.all(files.map(open))).flat()
  return defineFormat({
    ...format,
    title: text.format[format.id],
    preview: async (job) => previewArrays(await arraysOf(job), format.id, job),
    async *read(job) {
      return yield* readArrays(await arraysOf(job), job)
    },
  })
}

/** NPY: arrays saved with `np.save`, one array per file. */
export const npy = arrayFormat({
  id: 'npy',
  extensions: ['npy'],
  detect(files, head) {
    if (!files.every(({ path }) => extensionOf(path) === 'npy'))
      return files.length === 1 && isNpy(head) ? 'bytes' : undefined
    return isNpy(head) ? 'bytes' : 'name'
  },
  open: openNpy,
})

/** NPZ: several arrays in one file, as `np.savez` and `np.savez_compressed` write them. */
export const npz = arrayFormat({
  id: 'npz',
  extensions: ['npz'],
  detect: (files) => (files.every(({ path }) => extensionOf(path) === 'npz') ? 'bytes' : undefined),
  open: openNpz,
})

/**
 * IDX: the array format of MNIST and similar datasets, optionally gzipped. Images and labels are paired by name; files
 * with t10k in their name contain test rows.
 */
export const idx = arrayFormat({
  id: 'idx',
  extensions: ['idx', 'gz'],
  detect(files, head) {
    if (files.every(({ path }) => isIdxName(path))) return 'bytes'
    return files.length === 1 && isIdx(head) ? 'guess' : undefined
  },
  open: openIdx,
})

const GZIP = /\.gz$/i

/** Derives the name of an array that has its own file from the path of that file. */
function arrayName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(\.(npy|idx))?(\.gz)?$/i, '')
}

async function headOf(blob: Blob, length: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(0, length).arrayBuffer())
}

/** Opens the array of a .npy file. */
export async function openNpy({ path, file }: IngestFile): Promise<NamedArray> {
  const header = readNpyHeader(await headOf(file, NPY_HEAD), file.size, path)
  return { name: arrayName(path), file: path, header, blob: file }
}

/** Opens the arrays of a .npz file, in file order. */
async function openNpz(archive: IngestFile): Promise<readonly NamedArray[]> {
  const files = await openArchive(archive)
  if (files.length === 0) refuse('arrays-none', { file: archive.path })
  const arrays: NamedArray[] = []
  for (const one of files) arrays.push({ ...(await openNpy(one)), file: archive.path })
  return arrays
}

/** Opens the array of an IDX file, which may be gzipped. */
async function openIdx({ path, file }: IngestFile): Promise<NamedArray> {
  const packed = GZIP.test(path) || (await isGzip(file))
  const blob = packed ? await gunzip(path, file) : file
  return {
    name: arrayName(path),
    file: path,
    header: readIdxHeader(await headOf(blob, IDX_HEAD), blob.size, path),
    blob,
  }
}

async function isGzip(file: Blob): Promise<boolean> {
  const [a, b] = await headOf(file, 2)
  return a === 0x1f && b === 0x8b
}

/** Unpacks a gzip file; rejects the file if its unpacked size exceeds the limit. */
async function gunzip(path: string, file: Blob): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  try {
    // A 64 kB gzip bomb unpacks to 64 MB, so the reader requests the next piece only after counting the previous one.
    const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return new Blob(parts)
      size += value.length
      if (size > LIMITS.unpackedBytes || (size > BOMB_FROM && size > file.size * MAX_RATIO)) {
        await reader.cancel()
        break
      }
      parts.push(value as Uint8Array<ArrayBuffer>)
    }
  } catch {
    return refuse('gzip-broken', { file: path })
  }
  return refuse('gzip-grows', { file: path, bytes: size })
}

const BOMB_FROM = 16_000_000
const MAX_RATIO = 250

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
async function previewArrays(arrays: readonly NamedArray[], format: string, { options }: Job): Promise<ImportPreview> {
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
  const file = fileOf(arrays)
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
async function* readArrays(arrays: readonly NamedArray[], { options, progress }: Job): ReturnType<Format['read']> {
  const dataset = await open(arrays, options)
  const schemas = dataset.readers.flatMap(({ readers }) => readers.map(({ schema }) => schema))
  const chosen = chosenColumns(schemas, options, fileOf(arrays), dataset.label)
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

/** The file that messages about the arrays name. */
function fileOf(arrays: readonly NamedArray[]): string {
  return arrays[0]?.file ?? ''
}

function kindOf(schema: readonly ColumnSchema[]): 'images' | 'series' | 'text' | 'table' {
  const has = (type: ColumnSchema['type']) => schema.some((column) => column.type === type)
  if (has('image')) return 'images'
  if (schema.some((column) => column.type === 'array' && column.shape.length === 2)) return 'series'
  return 'table'
}
