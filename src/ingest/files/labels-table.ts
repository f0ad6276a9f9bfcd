/** @file A table of labels beside the files it names: which of its columns names them, and its rows in the order of the files. */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { joinColumns, textAt } from '../../data/columns'
import type { IngestFile } from '../../protocol/ingest-messages'
import type { Job } from '../define-format'

export interface LabelsTable {
  readonly path: string
  readonly schema: readonly ColumnSchema[]
  readonly columns: readonly Column[]
  /** The file of each row; undefined where none of this name came along. */
  readonly files: readonly (IngestFile | undefined)[]
  /** The column that names the files. */
  readonly naming: string
}

/** Reads the table whole, and finds the column that names most of the files; undefined where none names any. */
export async function readLabels(
  table: IngestFile,
  files: readonly IngestFile[],
  job: Job,
): Promise<LabelsTable | string> {
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
  const counts = named.map((found) => found.reduce((sum, file) => sum + (file ? 1 : 0), 0))
  const best = counts.indexOf(Math.max(...counts))
  if ((counts[best] ?? 0) === 0) return schema[0]?.name ?? ''
  const found = named[best] as readonly (IngestFile | undefined)[]
  return { path: table.path, schema, columns, files: found, naming: (schema[best] as ColumnSchema).name }
}

/** Files by all that a table may call them: the path, its end, the name, the name without its ending. Two of one name have none. */
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
