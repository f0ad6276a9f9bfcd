/**
 * @file Parquet: reads files with hyparquet, one row group at a time. Columns that contain lists or records are skipped
 * and reported.
 */
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { decompressPage } from 'hyparquet/src/datapage.js'
import { compressors } from 'hyparquet-compressors'
import { float32Text } from '../../data/cell-text'
import { readFilesText } from '../../messages/en/data/read-files'
import { message, Refusal, refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { defineFormat, extensionOf, type Job } from '../define-format'
import { LIMITS } from '../limits'
import { uniqueNames } from '../table/column-names'
import { previewTable, readTable } from '../table/read-table'
import type { TextRows, TextTable } from '../table/text-table'
import { dateText } from './excel'
import { checkIndices, checkLevels } from './parquet-run-checks'

const faults = readFilesText.parquetFaults

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
  const metadata = await refuseOnError(path, await endFault(file), () => parquetMetadataAsync(bufferOf(file)))
  const rows = Number(metadata.num_rows)
  if (rows > LIMITS.rows) return refuse('ingest-too-many-rows', { file: path, limit: LIMITS.rows })
  const all = await refuseOnError(path, faults.metadata, async () => columnsOf(metadata))
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
    const rows = await refuseOnError(path, faults.rows({ first: rowStart + 1, last: rowEnd }), async () => {
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

/** What is wrong with a file whose metadata cannot be read: a complete file ends with the letters that it starts with. */
async function endFault(file: Blob): Promise<string> {
  const end = new Uint8Array(await file.slice(-MAGIC.length).arrayBuffer())
  return MAGIC.every((byte, i) => end[i] === byte) ? faults.metadata : faults.end
}

/**
 * Converts any error that hyparquet throws on a damaged file to a Refusal that names the file. The library's own text is
 * for programmers, so `why` says what could not be read.
 */
async function refuseOnError<T>(file: string, why: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch {
    throw new Refusal(message('ingest-damaged', { file, format: readFilesText.readable.parquet, why }))
  }
}

/**
 * Throws if a page of these columns has an impossible header. `columns` specifies for each column whether it can
 * contain nulls.
 */
async function checkPages(
  file: AsyncBuffer,
  group: RowGroup,
  columns: ReadonlyMap<string, 'gaps' | 'no gaps'>,
): Promise<void> {
  for (const { meta_data: column } of group.columns) {
    const gaps = columns.get(column?.path_in_schema[0] ?? '')
    if (!column || !gaps) continue
    // A dictionary page comes before the data pages of its column.
    const start = Number(column.dictionary_page_offset ?? column.data_page_offset)
    const from = Math.min(start, Number(column.data_page_offset))
    const bytes = await file.slice(from, from + Number(column.total_compressed_size))
    const reader = { view: new DataView(bytes), offset: 0 }
    while (reader.offset < bytes.byteLength - 1) {
      const header = parquetHeader(reader)
      const { compressed_page_size: packed, uncompressed_page_size: size } = header
      const { data_page_header: data, data_page_header_v2: data2, dictionary_page_header: dictionary } = header
      const levels = data2 ? [data2.repetition_levels_byte_length, data2.definition_levels_byte_length] : []
      const values = [data?.num_values, data2?.num_values, data2?.num_nulls, data2?.num_rows, dictionary?.num_values]
      const max = Math.max(Number(group.num_rows), Number(column.num_values))
      const isValid =
        isUpTo(packed, bytes.byteLength - reader.offset) &&
        isUpTo(size, Number(column.total_uncompressed_size)) &&
        levels.every((length) => isUpTo(length, packed)) &&
        values.every((count) => count === undefined || isUpTo(count, max))
      if (!isValid || !(data || data2 || dictionary)) throw new Error('the header of a page says what cannot be')
      const page = new Uint8Array(bytes, reader.offset, packed)
      const unpacked = (part: Uint8Array, length: number) => decompressPage(part, length, column.codec, compressors)
      if (data) {
        const whole = unpacked(page, size)
        checkIndices(whole, data, gaps === 'gaps' ? checkLevels(whole, data, 0) : 0)
      }
      if (data2) {
        const before = data2.repetition_levels_byte_length
        const start = before + data2.definition_levels_byte_length
        if (gaps === 'gaps') checkLevels(page, data2, before, data2.definition_levels_byte_length)
        const rest = page.subarray(start)
        checkIndices(data2.is_compressed === false ? rest : unpacked(rest, size - start), data2, 0)
      }
      reader.offset += packed
    }
  }
}

function isUpTo(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max
}
