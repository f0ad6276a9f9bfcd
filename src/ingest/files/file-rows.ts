/**
 * @file Rows from files: combines the content of each file with its class or with its row of a table. Image files and
 * text files differ only in how their content is read.
 */
import type { Column, ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { textColumn } from '../../data/column-operations'
import { formatMessage, type Message, message } from '../../messages/message'
import type { ImportPreview, IngestFile, PreviewColumn, ReadOptions } from '../../protocol/ingest-messages'
import type { ColumnBuilder } from '../column-builders'
import type { Format, Job } from '../define-format'
import { CHUNK_BYTES, CHUNK_ROWS } from '../limits'
import { type ChosenColumns, chosenColumns, previewColumns } from '../table/column-choices'
import type { LabeledFiles } from './label-files'

export interface ReadFile<V> {
  /** The index in the list of files to read. */
  readonly index: number
  readonly bytes: number
  /** The content of the file; undefined if the file is skipped. */
  readonly value: V | undefined
}

/** Handles one kind of file content, such as images or text. */
export interface FileContent<V> {
  readonly format: string
  readonly about: string
  readonly kind: DatasetSchema['kind']
  readonly schema: ColumnSchema
  /** The options that were detected, for display in the preview. */
  readonly options: ReadOptions
  readonly why: Message
  build(): ColumnBuilder<V>
  read(files: readonly IngestFile[]): AsyncGenerator<ReadFile<V>>
  /** Throws a Refusal that explains why none of the files can be read. */
  refuseAll(): never
  /** Returns notes about the files read so far. */
  notes(): readonly Message[]
  pictures?(first: Column, rows: number): Promise<readonly Blob[] | undefined>
}

/** The column with the file name of each row, unless a table already has a column of file names. */
const FILE = { name: 'file', type: 'text' } as const satisfies ColumnSchema
const SHOWN = 20

/** Creates a preview from a sample of files, evenly spaced over all of them. */
export async function previewFiles<V>(labeled: LabeledFiles, content: FileContent<V>): Promise<ImportPreview> {
  const indexes = spread([...labeled.files.keys()], SHOWN)
  const builder = content.build()
  const kept: number[] = []
  for await (const { index, value } of content.read(indexes.map((at) => labeled.files[at] as IngestFile))) {
    if (value === undefined) continue
    builder.push(value)
    kept.push(indexes[index] as number)
  }
  if (kept.length === 0) content.refuseAll()
  const own = builder.take()
  const { format, about, options } = content
  return previewColumns(labeled.files[0]?.path ?? '', {
    ...{ format, about, options },
    columns: columnsOf(labeled, content).map(
      (schema, i): PreviewColumn => ({ name: schema.name, schema, why: whyOf(schema, i, labeled, content) }),
    ),
    first: [own, ...labeled.columns(kept), ...namesAt(labeled, kept)],
    rows: kept.length,
    pictures: await content.pictures?.(own, kept.length),
    notes: [...labeled.notes, ...content.notes()],
    label: labeled.label,
  })
}

/** Reads all rows in batches of one chunk. */
export async function* readFiles<V>(
  labeled: LabeledFiles,
  content: FileContent<V>,
  job: Job,
): ReturnType<Format['read']> {
  const schemas = columnsOf(labeled, content)
  const chosen = chosenColumns(schemas, job.options, labeled.files[0]?.path ?? '', labeled.label)
  const builder = content.build()
  let kept: number[] = []
  let [rows, testRows, bytes, files] = [0, 0, 0, 0]
  const take = () => {
    const columns = [builder.take(), ...labeled.columns(kept), ...namesAt(labeled, kept)]
    const batch = {
      schema: chosen.schema,
      columns: chosen.indexes.map((at) => columns[at] as Column),
      rows: kept.length,
    }
    kept = []
    return batch
  }
  for await (const { index, value, ...one } of content.read(labeled.files)) {
    bytes += one.bytes
    files++
    if (value !== undefined) {
      builder.push(value)
      kept.push(index)
      rows++
      if (labeled.parts[index] === 'test') testRows++
    }
    job.progress({ bytes, rows, files, totalFiles: labeled.files.length, skipped: files - rows })
    if (builder.bytes >= CHUNK_BYTES || kept.length >= CHUNK_ROWS) yield take()
  }
  if (rows === 0) content.refuseAll()
  if (kept.length > 0) yield take()
  const { kind } = content
  const ignore = ignoredColumns(chosen, schemas, labeled.nameColumn ?? FILE.name)
  return {
    schema: { kind, columns: chosen.schema, rows, testRows, target: chosen.target, ignore },
    notes: [...labeled.notes, ...content.notes()],
  }
}

/** Returns at most `count` elements of a list, evenly spaced. */
export function spread<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as T)
}

/**
 * Returns the content column, the columns from the folders or the table, and the file name column. If a table column
 * already has the name of the content column, the content column is renamed.
 */
function columnsOf<V>(labeled: LabeledFiles, { schema }: FileContent<V>): readonly ColumnSchema[] {
  const taken = labeled.schema.some(({ name }) => name === schema.name)
  const own = taken ? { ...schema, name: `${schema.name} itself` } : schema
  return [own, ...labeled.schema, ...(labeled.nameColumn === undefined ? [FILE] : [])]
}

function namesAt({ files, nameColumn }: LabeledFiles, indexes: readonly number[]): readonly Column[] {
  return nameColumn === undefined ? [textColumn(indexes.map((index) => files[index]?.path ?? ''))] : []
}

function whyOf<V>({ name }: ColumnSchema, i: number, labeled: LabeledFiles, content: FileContent<V>): string {
  if (i === 0) return formatMessage(content.why)
  if (labeled.nameColumn !== undefined) return formatMessage(message('files-why-table', {}))
  return formatMessage(message(name === FILE.name ? 'files-why-name' : 'files-why-folder', {}))
}

/** Ignore the file name, because it is not a feature. */
function ignoredColumns(chosen: ChosenColumns, schemas: readonly ColumnSchema[], naming: string): readonly string[] {
  const isName = (k: number) => schemas[chosen.indexes[k] as number]?.name === naming
  return chosen.schema.flatMap(({ name }, k) => (isName(k) && name !== chosen.target ? [name] : []))
}
