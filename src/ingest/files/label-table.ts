/**
 * @file Label table: a table that lists the files imported with it. Finds the column with the file names, and matches
 * the table's rows to the files.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { joinColumns, textAt } from '../../data/column-operations'
import type { IngestFile } from '../../protocol/ingest-messages'
import type { Job } from '../define-format'

export interface LabelTable {
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
export async function readLabels(
  table: IngestFile,
  files: readonly IngestFile[],
  job: Job,
): Promise<LabelTable | string> {
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
