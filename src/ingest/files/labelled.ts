/** @file labelled: files as the rows of a set: with their class by folder, or with a row of the table that names them. */
import { type Message, message, refuse } from '../../messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { takeRows } from '../../data/columns'
import type { IngestFile } from '../../protocol/ingest-messages'
import { isJunk } from '../archive/names'
import { extensionOf, type Job } from '../define-format'
import { byPath, classesOf, grouped, type Part } from './groups'
import { readLabels } from './labels-table'

export interface Labelled {
  readonly files: readonly IngestFile[]
  /** The part each file belongs to, in the same order; test rows last. */
  readonly parts: readonly Part[]
  /** Columns beside what the files hold. */
  readonly schema: readonly ColumnSchema[]
  /** Their values in rows, given as places in `files`. */
  columns(rows: readonly number[]): readonly Column[]
  readonly label: string | undefined
  /** The column of the table that names the files; where there is no table, they name themselves. */
  readonly naming: string | undefined
  readonly notes: readonly Message[]
}

const TABLES = ['csv', 'tsv', 'jsonl', 'ndjson', 'json', 'parquet', 'xlsx']
const SHOWN = 5

/** Whether a file may be a table that names the others. */
export function isTable(path: string): boolean {
  return TABLES.includes(extensionOf(path))
}

/** The files among `job.files` that `mine` takes, as rows. */
export async function labelledFiles(job: Job, mine: (path: string) => boolean): Promise<Labelled> {
  const files = byPath(job.files.filter(({ path }) => mine(path) && !isJunk(path)))
  const others = job.files.filter(({ path }) => !mine(path) && !isJunk(path))
  const tables = others.filter(({ path }) => isTable(path))
  const table = tables.length === 1 ? tables[0] : undefined
  const rest = others.filter((one) => one !== table)
  const ignored = rest.length > 0 ? [message('files-ignored', named(rest))] : []
  return table ? byTable(table, files, job, ignored) : byFolder(files, ignored)
}

/** A few names of files, and how many there are. */
export function named(files: readonly IngestFile[]): { readonly names: readonly string[]; readonly count: number } {
  return { names: files.slice(0, SHOWN).map(({ path }) => path), count: files.length }
}

function byFolder(files: readonly IngestFile[], notes: readonly Message[]): Labelled {
  const all = grouped(files)
  const classes = classesOf(all)
  const codes = new Map(classes.map((label, code) => [label, code]))
  const test = all.filter(({ part }) => part === 'test')
  const labelled = classes.length > 1
  return {
    files: all.map(({ file }) => file),
    parts: all.map(({ part }) => part),
    schema: labelled ? [{ name: 'class', type: 'category', values: classes }] : [],
    columns: (rows) =>
      labelled
        ? [{ type: 'category', codes: Int16Array.from(rows, (row) => codes.get(all[row]?.label ?? '') ?? -1) }]
        : [],
    // not text: the name of the column
    label: labelled ? 'class' : undefined,
    naming: undefined,
    notes: [
      ...notes,
      ...(labelled ? [] : [message('classes-none', {})]),
      ...(test.length > 0 ? [message('classes-test', { rows: test.length })] : []),
    ],
  }
}

async function byTable(
  table: IngestFile,
  files: readonly IngestFile[],
  job: Job,
  notes: readonly Message[],
): Promise<Labelled> {
  const labels = await readLabels(table, files, job)
  if (typeof labels === 'string') return refuse('pictures-no-table', { table: table.path, column: labels })
  const rows = labels.files.flatMap((file, row) => (file ? [{ file, row }] : []))
  const known = new Set(labels.files)
  const unnamed = files.filter((file) => !known.has(file))
  const missing = labels.files.length - rows.length
  return {
    files: rows.map(({ file }) => file),
    parts: rows.map(() => 'train'),
    schema: labels.schema,
    columns: (places) => {
      const taken = places.map((place) => rows[place]?.row ?? 0)
      return labels.columns.map((column, i) => takeRows(column, labels.schema[i] as ColumnSchema, taken))
    },
    label: undefined,
    naming: labels.naming,
    notes: [
      ...notes,
      ...(unnamed.length > 0 ? [message('pictures-unlabelled', { table: table.path, ...named(unnamed) })] : []),
      ...(missing > 0 ? [message('pictures-missing', { table: table.path, count: missing })] : []),
    ],
  }
}
