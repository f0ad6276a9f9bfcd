/**
 * @file Column choices: applies the user's choices (new names, omitted columns, a different target) to formats that
 * read columns as a whole.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { numberText } from '../../data/cell-text'
import { isMissing, perRow, textAt } from '../../data/column-operations'
import { type Message, refuse } from '../../messages/message'
import type { ImportPreview, PreviewColumn, ReadOptions } from '../../protocol/ingest-messages'
import { defaultTarget, uniqueNames } from './column-names'

export interface ChosenColumns {
  /** The indexes of the columns to import. */
  readonly indexes: readonly number[]
  /** The schemas of these columns, with the new names. */
  readonly schema: readonly ColumnSchema[]
  readonly target: string
}

/** Applies the user's choices. `file` is named in the error if no column remains; `label` is the default target. */
export function chosenColumns(
  schemas: readonly ColumnSchema[],
  { columns = {}, target }: ReadOptions,
  file: string,
  label?: string,
): ChosenColumns {
  const choiceOf = (name: string) => (Object.hasOwn(columns, name) ? columns[name] : undefined)
  const kept = schemas.flatMap(({ name }, i) => (choiceOf(name)?.leaveOut ? [] : [i]))
  if (kept.length === 0) return refuse('ingest-no-column-left', { file })
  const requested = kept.map((i) => schemas[i] as ColumnSchema)
  const { names } = uniqueNames(requested.map(({ name }) => choiceOf(name)?.name?.trim() || name))
  const schema = requested.map((column, k): ColumnSchema => ({ ...column, name: names[k] as string }))
  const labeled = names[requested.findIndex(({ name }) => name === label)]
  const wanted = schema.find(({ name }) => name === target)?.name ?? labeled
  return {
    indexes: kept,
    schema,
    target: wanted ?? defaultTarget(schema, undefined) ?? (schema[0] as ColumnSchema).name,
  }
}

interface FirstRows {
  readonly format: string
  readonly about: string
  readonly options: ReadOptions
  readonly parts?: readonly string[]
  /** The columns of the file, before any choices are applied. */
  readonly columns: readonly PreviewColumn[]
  readonly first: readonly Column[]
  readonly rows: number
  readonly pictures?: readonly Blob[] | undefined
  readonly notes: ImportPreview['notes']
  readonly stops?: Message | undefined
  readonly label?: string | undefined
}

/** Creates the preview of columns whose first rows have already been read. */
export function previewColumns(
  file: string,
  { columns, first, rows, label, pictures, stops, parts = [], ...rest }: FirstRows,
): ImportPreview {
  const schemas = columns.map(({ schema }) => schema)
  const chosen = chosenColumns(schemas, rest.options, file, label)
  const named = (i: number) => chosen.schema[chosen.indexes.indexOf(i)] ?? (schemas[i] as ColumnSchema)
  return {
    ...rest,
    options: { ...rest.options, format: rest.format, target: chosen.target },
    parts,
    ...(parts.length > 0 ? { partsAre: 'arrays' } : {}),
    columns: columns.map((column, i) => ({ ...column, schema: named(i) })),
    rows: Array.from({ length: rows }, (_, row) =>
      columns.map(({ schema }, i) => previewCell(first[i] as Column, schema, row)),
    ),
    ...(pictures ? { pictures } : {}),
    ...(stops ? { stops } : {}),
  }
}

/** The maximum number of array elements to show. */
const SHOWN = 4
const MAX_LENGTH = 200

/** Formats a cell as text; undefined if it is missing. */
function previewCell(column: Column, schema: ColumnSchema, row: number): string | undefined {
  if (isMissing(column, schema, row)) return undefined
  switch (column.type) {
    case 'image':
      return schema.type === 'image' ? `${schema.width}×${schema.height}` : undefined
    case 'category':
      return schema.type === 'category' ? schema.values[column.codes[row] as number] : undefined
    case 'number':
      return numberText(column.values, row)
    case 'text':
      return textAt(column, row).slice(0, MAX_LENGTH)
    case 'time':
      return new Date(column.values[row] as number).toISOString()
    case 'array': {
      const size = perRow(schema)
      const first = Array.from(column.values.subarray(row * size, row * size + Math.min(size, SHOWN)), (value) =>
        Number(value.toPrecision(5)),
      )
      return first.join(', ') + (size > SHOWN ? ', …' : '')
    }
    default:
      return column satisfies never
  }
}
