/** @file labelFiles: turns files into the rows of a dataset, labeled by their folders or by a table that lists them. */

import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { joinColumns, takeRows, textAt } from '../../data/column-operations'
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { isJunk } from '../archive/zip-directory'
import { extensionOf, type Job } from '../define-format'
import { byPath, classesOf, labelByFolder, type Part } from './folder-labels'

export interface LabeledFiles {
  readonly files: readonly IngestFile[]
  /** The part of the split for each file, in the order of the files; test rows come last. */
  readonly parts: readonly Part[]
  /** The schemas of the columns in addition to the file content. */
  readonly schema: readonly ColumnSchema[]
  /** Returns the values of these columns for the given rows, which are indexes into `files`. */
  columns(rows: readonly number[]): readonly Column[]
  readonly label: string | undefined
  /** The table column that contains the file names; undefined if there is no table. */
  readonly nameColumn: string | undefined
  readonly notes: readonly Message[]
}

const TABLES = ['csv', 'tsv', 'jsonl', 'ndjson', 'json', 'parquet', 'xlsx']
const SHOWN = 5

/** Whether a file may be a table that lists the other files. */
export function isTable(path: string): boolean {
  return TABLES.includes(extensionOf(path))
}

/** Labels the files in `job.files` for which `accepts` returns true. */
export async function labelFiles(job: Job, accepts: (path: string) => boolean): Promise<LabeledFiles> {
  const files = byPath(job.files.filter(({ path }) => accepts(path) && !isJunk(path)))
  const others = job.files.filter(({ path }) => !accepts(path) && !isJunk(path))
  const tables = others.filter(({ path }) => isTable(path))
  const table = tables.length === 1 ? tables[0] : undefined
  const rest = others.filter((one) => one !== table)
  const ignored = rest.length > 0 ? [message('files-ignored', nameSome(rest))] : []
  return table ? byTable(table, files, job, ignored) : byFolder(files, ignored)
}

/** Returns the first few file names and the total number of files. */
export function nameSome(files: readonly IngestFile[]): { readonly names: readonly string[]; readonly count: number } {
  return { names: files.slice(0, SHOWN).map(({ path }) => path), count: files.length }
}

function byFolder(files: readonly IngestFile[], notes: readonly Message[]): LabeledFiles {
  const all = labelByFolder(files)
  const classes = classesOf(all)
  const codes = new Map(classes.map((label, code) => [label, code]))
  const test = all.filter(({ part }) => part === 'test')
  const labeled = classes.length > 1
  return {
    files: all.map(({ file }) => file),
    parts: all.map(({ part }) => part),
    schema: labeled ? [{ name: 'class', type: 'category', values: classes }] : [],
    columns: (rows) =>
      labeled
        ? [{ type: 'category', codes: Int16Array.from(rows, (row) => codes.get(all[row]?.label ?? '') ?? -1) }]
        : [],
    // not text: the name of the column
    label: labeled ? 'class' : undefined,
    nameColumn: undefined,
    notes: [
      ...notes,
      ...(labeled ? [] : [message('classes-none', {})]),
      ...(test.length > 0 ? [message('classes-test', { rows: test.length })] : []),
    ],
  }
}

async function byTable(
  table: IngestFile,
  files: readonly IngestFile[],
  job: Job,
  notes: readonly Message[],
): Promise<LabeledFiles> {
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
    columns: (indexes) => {
      const taken = indexes.map((index) => rows[index]?.row ?? 0)
      return labels.columns.map((column, i) => takeRows(column, labels.schema[i] as ColumnSchema, taken))
    },
    label: undefined,
    nameColumn: labels.nameColumn,
    notes: [
      ...notes,
      ...(unnamed.length > 0 ? [message('pictures-unlabelled', { table: table.path, ...nameSome(unnamed) })] : []),
      ...(missing > 0 ? [message('pictures-missing', { table: table.path, count: missing })] : []),
    ],
  }
}

interface LabelTable {
  readonly path: string
  readonly schema: readonly ColumnSchema[]
  readonly columns: readonly Column[]
  /** The file for each row; undefined if there is no file with the name in that row. */
  readonly files: readonly (IngestFile | undefined)[]
  /** The column that contains the file names. */
  readonly nameColumn: string
}

/**
 * Reads the complete table and finds the column that matches the most file names; undefined if no column matches any.
 */
async function readLabels(table: IngestFile, files: readonly IngestFile[], job: Job): Promise<LabelTable | string> {
  const { format: _format, image: _image, part: _part, ...options } = job.options
  const format = await job.formatOf([table], {})
  const reading = format.read({ ...job, files: [table], options, progress: () => undefined })
  const parts: (readonly Column[])[] = []
  let next = await reading.next()
  while (!next.done) {
    parts.push(next.value.columns)
    next = await reading.next()
  }
  const schema = next.value.schema.columns
  const columns = schema.map((column, i) =>
    joinColumns(
      column,
      parts.map((part) => part[i] as Column),
    ),
  )
  const known = keysOf(files)
  const named = columns.map((column, i) => filesNamed(column, schema[i] as ColumnSchema, known))
  const counts = named.map((match) => match.reduce((sum, file) => sum + (file ? 1 : 0), 0))
  const best = counts.indexOf(Math.max(...counts))
  if ((counts[best] ?? 0) === 0) return schema[0]?.name ?? ''
  const found = named[best] as readonly (IngestFile | undefined)[]
  return { path: table.path, schema, columns, files: found, nameColumn: (schema[best] as ColumnSchema).name }
}

/**
 * Maps every name that a table may use for a file to that file: the full path, any trailing part of the path, the file
 * name, and the name without its extension. Ambiguous names map to undefined.
 */
function keysOf(files: readonly IngestFile[]): ReadonlyMap<string, IngestFile | undefined> {
  const keys = new Map<string, IngestFile | undefined>()
  const add = (key: string, file: IngestFile) =>
    keys.set(key, keys.has(key) && keys.get(key) !== file ? undefined : file)
  for (const file of files) {
    const parts = file.path.toLowerCase().split('/')
    const forms = new Set(parts.flatMap((_, i) => [parts.slice(i).join('/')]))
    for (const form of [...forms]) forms.add(form.replace(/\.[^./]+$/, ''))
    for (const form of forms) add(form, file)
  }
  return keys
}

function filesNamed(
  column: Column,
  schema: ColumnSchema,
  known: ReadonlyMap<string, IngestFile | undefined>,
): readonly (IngestFile | undefined)[] {
  const find = (name: string) =>
    known.get(
      name
        .trim()
        .replace(/\\/g, '/')
        .replace(/^\.?\/+/, '')
        .toLowerCase(),
    )
  switch (column.type) {
    case 'text':
      return Array.from(column.ends, (_, row) => find(textAt(column, row)))
    case 'category': {
      const files = schema.type === 'category' ? schema.values.map(find) : []
      return Array.from(column.codes, (code) => files[code])
    }
    case 'number':
      return Array.from(column.values, (value) => find(String(value)))
    default:
      return []
  }
}
