/**
 * @file Parquet: reads files with hyparquet, one row group at a time. Columns that contain lists or records are skipped
 * and reported.
 */
import { type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema, type SchemaTree } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { readFilesText } from '../messages/en/data/read-files'
import { message, Refusal, refuse } from '../messages/message'
import { float32Text } from '../data/cell-text'
import type { IngestFile } from '../protocol/ingest-messages'
import { defineFormat, extensionOf, type Job } from './define-format'
import { dateText } from './excel'
import { LIMITS } from './limits'
import { checkPages } from './parquet-page-checks'
import { uniqueNames } from './table/column-names'
import { previewTable, readTable, type TextRows, type TextTable } from './table/read-table'

const MAGIC = [0x50, 0x41, 0x52, 0x31]
const BLOCK_ROWS = 5000
/** The maximum number of unpacked bytes per row group. */
const MAX_GROUP = 1_000_000_000

export const parquet = defineFormat({
  id: 'parquet',
  title: readFilesText.format.parquet,
  extensions: ['parquet', 'pq'],
  detect(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    if (MAGIC.every((byte, i) => head[i] === byte)) return 'bytes'
    return extensionOf(first.path) === 'parquet' ? 'name' : undefined
  },
  preview: async (job) => previewTable(await openParquet(job), job),
  async *read(job) {
    return yield* readTable(await openParquet(job), job)
  },
})

async function openParquet({ files }: Job): Promise<TextTable> {
  const [{ path, file }] = files as readonly [IngestFile]
  if (file.size > LIMITS.packedBytes)
    return refuse('ingest-too-large', { file: path, bytes: file.size, limit: LIMITS.packedBytes })
  const metadata = await refuseOnError(path, () => parquetMetadataAsync(bufferOf(file)))
  const rows = Number(metadata.num_rows)
  if (rows > LIMITS.rows) return refuse('ingest-too-many-rows', { file: path, limit: LIMITS.rows })
  const all = await refuseOnError(path, async () => columnsOf(metadata))
  const plain = all.filter(({ children, element }) => children.length === 0 && element.repetition_type !== 'REPEATED')
  if (plain.length === 0) return refuse('ingest-no-column-left', { file: path })
  if (plain.length > LIMITS.columns)
    return refuse('ingest-too-many-columns', { file: path, columns: plain.length, limit: LIMITS.columns })
  const { names, notes } = uniqueNames(plain.map(({ element }) => element.name))
  const nested = all.filter((one) => !plain.includes(one)).map(({ element }) => element.name)
  return {
    ...{ file: path, names, decimal: '.', parts: [] },
    about: readFilesText.about.parquet({ rows, groups: metadata.row_groups.length }),
    hints: plain.map(hintOf),
    options: { format: 'parquet' },
    positionUnit: 'row',
    notes: [
      ...notes,
      ...(nested.length > 0 ? [message('ingest-nested', { file: path, columns: nested.slice(0, 20) })] : []),
    ],
    rows: () =>
      rowsOf(
        path,
        file,
        metadata,
        plain.map(({ element }) => element.name),
        plain.map(({ element }) => (element.type === 'FLOAT' ? float32Cell : cellText)),
      ),
  }
}

function columnsOf(metadata: FileMetaData): readonly SchemaTree[] {
  const { children } = parquetSchema(metadata)
  if (children.some(({ element }) => typeof element.name !== 'string')) throw new Error('a column has no name')
  return children
}

/**
 * Returns the type hint for a column: string columns stay text even if they contain only digits, and float32 columns
 * keep their precision.
 */
function hintOf({ element }: SchemaTree): 'words' | 'narrow' | undefined {
  if (element.type === 'FLOAT') return 'narrow'
  const texts =
    element.converted_type === 'UTF8' || element.converted_type === 'ENUM' || element.logical_type?.type === 'STRING'
  return texts ? 'words' : undefined
}

async function* rowsOf(
  path: string,
  file: Blob,
  metadata: FileMetaData,
  columns: string[],
  words: readonly ((cell: unknown) => string)[],
): AsyncGenerator<TextRows> {
  const total = Math.max(1, Number(metadata.num_rows))
  const gaps = gapsOf(metadata, columns)
  let rowStart = 0
  for (const group of metadata.row_groups) {
    if (Number(group.total_byte_size) > MAX_GROUP)
      return refuse('ingest-too-large', { file: path, bytes: Number(group.total_byte_size), limit: MAX_GROUP })
    const rowEnd = rowStart + Number(group.num_rows)
    const rows = await refuseOnError(path, async () => {
      await checkPages(bufferOf(file), group, gaps)
      return readRows({ file: bufferOf(file), metadata, compressors, columns, rowStart, rowEnd })
    })
    for (let at = 0; at < rows.length; at += BLOCK_ROWS) {
      const bytes = Math.round((file.size * (rowStart + Math.min(rows.length, at + BLOCK_ROWS))) / total)
      const from = rowStart + at + 1
      yield {
        rows: rows.slice(at, at + BLOCK_ROWS).map((row) => row.map((cell, k) => (words[k] ?? cellText)(cell))),
        lineAt: (i) => from + i,
        bytes,
      }
    }
    rowStart = rowEnd
  }
}

/** Determines which of the columns can contain nulls. */
function gapsOf(metadata: FileMetaData, columns: readonly string[]): ReadonlyMap<string, 'gaps' | 'no gaps'> {
  const read = columnsOf(metadata).filter(({ element }) => columns.includes(element.name))
  return new Map(
    read.map(({ element }) => [element.name, element.repetition_type === 'REQUIRED' ? 'no gaps' : 'gaps'] as const),
  )
}

async function readRows(options: Parameters<typeof parquetRead>[0]): Promise<readonly (readonly unknown[])[]> {
  let rows: readonly (readonly unknown[])[] = []
  await parquetRead({
    ...options,
    rowFormat: 'array',
    onComplete: (read: unknown[][]) => {
      rows = read
    },
  })
  return rows
}

/** Creates a buffer for hyparquet that reads only the requested ranges of the file. */
function bufferOf(file: Blob) {
  return {
    byteLength: file.size,
    slice(start: number, end = file.size) {
      if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= file.size))
        throw new Error('it points outside of itself')
      return file.slice(start, end).arrayBuffer()
    },
  }
}

const utf8 = new TextDecoder()

/**
 * Formats a float32 number with about seven significant digits; formatted as a float64, it would show extra digits that
 * were never written.
 */
function float32Cell(cell: unknown): string {
  return typeof cell === 'number' ? float32Text(cell) : cellText(cell)
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return dateText(cell)
  if (cell instanceof Uint8Array) return utf8.decode(cell)
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}

/** Converts any error that hyparquet throws on a damaged file to a Refusal that names the file. */
async function refuseOnError<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 160) : String(error)
    throw new Refusal(message('ingest-damaged', { file, format: readFilesText.readable.parquet, why }))
  }
}
