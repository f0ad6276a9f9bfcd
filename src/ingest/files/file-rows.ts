/** @file Rows of files: what each file holds, beside its class or its row of a table. Pictures and texts differ in what that is alone. */
import { type Message, message, formatMessage } from '../../messages/message'
import type { Column, ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { textColumn } from '../../data/columns'
import type { IngestFile, Look, LookColumn, ReadOptions } from '../../protocol/ingest-messages'
import type { ColumnBuilder } from '../builders'
import type { Format, Job } from '../define-format'
import { CHUNK_BYTES, CHUNK_ROWS } from '../limits'
import { type Chosen, chosenColumns, lookAtColumns } from '../look/choices'
import type { Labelled } from './labelled'

export interface ReadFile<V> {
  /** Its place among the files read. */
  readonly place: number
  readonly bytes: number
  /** Undefined where the file is left out. */
  readonly value: V | undefined
}

/** What files hold. */
export interface Content<V> {
  readonly format: string
  readonly about: string
  readonly kind: DatasetSchema['kind']
  readonly schema: ColumnSchema
  /** As found, for a look to tell. */
  readonly options: ReadOptions
  readonly why: Message
  build(): ColumnBuilder<V>
  read(files: readonly IngestFile[]): AsyncGenerator<ReadFile<V>>
  /** Refuses where no file can be read. */
  refuseAll(): never
  /** What to know of those read so far. */
  notes(): readonly Message[]
  pictures?(first: Column, rows: number): Promise<readonly Blob[] | undefined>
}

/** Where each row comes from, unless a table says it. */
const FILE = { name: 'file', type: 'text' } as const satisfies ColumnSchema
const SHOWN = 20

/** What the first rows say: some of all files, spread evenly. */
export async function lookAtFiles<V>(set: Labelled, content: Content<V>): Promise<Look> {
  const places = spread([...set.files.keys()], SHOWN)
  const builder = content.build()
  const kept: number[] = []
  for await (const { place, value } of content.read(places.map((at) => set.files[at] as IngestFile))) {
    if (value === undefined) continue
    builder.push(value)
    kept.push(places[place] as number)
  }
  if (kept.length === 0) content.refuseAll()
  const own = builder.take()
  const { format, about, options } = content
  return lookAtColumns(set.files[0]?.path ?? '', {
    ...{ format, about, options },
    columns: columnsOf(set, content).map(
      (schema, i): LookColumn => ({ name: schema.name, schema, why: whyOf(schema, i, set, content) }),
    ),
    first: [own, ...set.columns(kept), ...namesAt(set, kept)],
    rows: kept.length,
    pictures: await content.pictures?.(own, kept.length),
    notes: [...set.notes, ...content.notes()],
    label: set.label,
  })
}

/** All rows, a chunk's worth at a time. */
export async function* readFiles<V>(set: Labelled, content: Content<V>, job: Job): ReturnType<Format['read']> {
  const found = columnsOf(set, content)
  const chosen = chosenColumns(found, job.options, set.files[0]?.path ?? '', set.label)
  const builder = content.build()
  let kept: number[] = []
  let [rows, testRows, bytes, files] = [0, 0, 0, 0]
  const take = () => {
    const columns = [builder.take(), ...set.columns(kept), ...namesAt(set, kept)]
    const batch = { schema: chosen.schema, columns: chosen.kept.map((at) => columns[at] as Column), rows: kept.length }
    kept = []
    return batch
  }
  for await (const { place, value, ...one } of content.read(set.files)) {
    bytes += one.bytes
    files++
    if (value !== undefined) {
      builder.push(value)
      kept.push(place)
      rows++
      if (set.parts[place] === 'test') testRows++
    }
    job.progress({ bytes, rows, files, totalFiles: set.files.length, skipped: files - rows })
    if (builder.bytes >= CHUNK_BYTES || kept.length >= CHUNK_ROWS) yield take()
  }
  if (rows === 0) content.refuseAll()
  if (kept.length > 0) yield take()
  const { kind } = content
  const ignore = ignoredOf(chosen, found, set.naming ?? FILE.name)
  return {
    schema: { kind, columns: chosen.schema, rows, testRows, target: chosen.target, ignore },
    notes: [...set.notes, ...content.notes()],
  }
}

/** At most `count` of a list, evenly spread over it. */
export function spread<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as T)
}

/** What the files hold, what goes with them, and their names; where a table has a column of that name too, its own goes first. */
function columnsOf<V>(set: Labelled, { schema }: Content<V>): readonly ColumnSchema[] {
  const taken = set.schema.some(({ name }) => name === schema.name)
  const own = taken ? { ...schema, name: `${schema.name} itself` } : schema
  return [own, ...set.schema, ...(set.naming === undefined ? [FILE] : [])]
}

function namesAt({ files, naming }: Labelled, places: readonly number[]): readonly Column[] {
  return naming === undefined ? [textColumn(places.map((place) => files[place]?.path ?? ''))] : []
}

function whyOf<V>({ name }: ColumnSchema, i: number, set: Labelled, content: Content<V>): string {
  if (i === 0) return formatMessage(content.why)
  if (set.naming !== undefined) return formatMessage(message('files-why-table', {}))
  return formatMessage(message(name === FILE.name ? 'files-why-name' : 'files-why-folder', {}))
}

/** The name of a file is no feature. */
function ignoredOf(chosen: Chosen, found: readonly ColumnSchema[], naming: string): readonly string[] {
  const isName = (k: number) => found[chosen.kept[k] as number]?.name === naming
  return chosen.schema.flatMap(({ name }, k) => (isName(k) && name !== chosen.target ? [name] : []))
}
