/** @file What a person chose of columns that are found whole: other names, some left out, another target. */
import { type Message, refuse } from '../../messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import type { Look, LookColumn, ReadOptions } from '../../protocol/ingest-messages'
import { namesOf } from '../table/names'
import { targetOf } from '../table/target'
import { cellWords } from './preview-cell'

export interface Chosen {
  /** Places of the columns that stay. */
  readonly kept: readonly number[]
  /** Of these, called as they will be. */
  readonly schema: readonly ColumnSchema[]
  readonly target: string
}

/** The columns that stay and what they are called. `file` is named where none stays; `label` is the target nobody chose. */
export function chosenColumns(
  found: readonly ColumnSchema[],
  { columns = {}, target }: ReadOptions,
  file: string,
  label?: string,
): Chosen {
  const choiceOf = (name: string) => (Object.hasOwn(columns, name) ? columns[name] : undefined)
  const kept = found.flatMap(({ name }, i) => (choiceOf(name)?.leaveOut ? [] : [i]))
  if (kept.length === 0) return refuse('ingest-no-column-left', { file })
  const asked = kept.map((i) => found[i] as ColumnSchema)
  const { names } = namesOf(asked.map(({ name }) => choiceOf(name)?.name?.trim() || name))
  const schema = asked.map((column, k): ColumnSchema => ({ ...column, name: names[k] as string }))
  const labelled = names[asked.findIndex(({ name }) => name === label)]
  const wanted = schema.find(({ name }) => name === target)?.name ?? labelled
  return { kept, schema, target: wanted ?? targetOf(schema, undefined) ?? (schema[0] as ColumnSchema).name }
}

interface FirstRows {
  readonly format: string
  readonly about: string
  readonly options: ReadOptions
  readonly parts?: readonly string[]
  /** As found, without any choice. */
  readonly columns: readonly LookColumn[]
  readonly first: readonly Column[]
  readonly rows: number
  readonly pictures?: readonly Blob[] | undefined
  readonly notes: Look['notes']
  readonly stops?: Message | undefined
  readonly label?: string | undefined
}

/** A look at columns whose first rows are there already. */
export function lookAtColumns(
  file: string,
  { columns, first, rows, label, pictures, stops, parts = [], ...rest }: FirstRows,
): Look {
  const found = columns.map(({ schema }) => schema)
  const chosen = chosenColumns(found, rest.options, file, label)
  const named = (i: number) => chosen.schema[chosen.kept.indexOf(i)] ?? (found[i] as ColumnSchema)
  return {
    ...rest,
    options: { ...rest.options, format: rest.format, target: chosen.target },
    parts,
    ...(parts.length > 0 ? { partsAre: 'arrays' } : {}),
    columns: columns.map((column, i) => ({ ...column, schema: named(i) })),
    rows: Array.from({ length: rows }, (_, row) =>
      columns.map(({ schema }, i) => cellWords(first[i] as Column, schema, row)),
    ),
    ...(pictures ? { pictures } : {}),
    ...(stops ? { stops } : {}),
  }
}
