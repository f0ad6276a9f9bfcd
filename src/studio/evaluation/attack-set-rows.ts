/**
 * @file The rows of an attack set: encoded values converted back to those of the columns, with the values before the
 * attack in columns of their own.
 */
import '../../messages/en/evaluate/robustness'
import { refuse } from '../../messages/message'
import { type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { perRow, takeRows } from '../../data/column-operations'
import type { Column, Dataset } from '../../data/dataset'
import { loadPagedRows } from '../../data/paged-columns'
import type { Range } from '../../data/input-ranges'
import { sizeOf } from '../../data/pipeline'
import { findTransform } from '../../data/transforms/index'
import { shadesOf } from './attack'
import { columnParts } from './explain'
import type { EvaluatedWeights } from './predictions'
import type { Encoded } from './robustness'

/** The column with the index of each example in the data that was attacked. */
const ROW = 'row'

/** The column with the values of a changed column before the attack. */
const beforeName = (column: string) => `${column} before`

/** The indexes of all rows. */
export const every = ({ schema }: Dataset) => Uint32Array.from({ length: schema.rows }, (_, i) => i)

/** A dataset of these rows alone, in memory. */
export async function rowsAlone(dataset: Dataset, rows: Uint32Array): Promise<Dataset> {
  const { schema, columns } = await loadPagedRows(dataset, rows)
  return {
    schema: { ...schema, rows: rows.length, testRows: 0 },
    columns: columns.map((column, k) => takeRows(column, schema.columns[k] as ColumnSchema, rows)),
  }
}

/** The dataset with some columns replaced, by name. */
export function withColumns(dataset: Dataset, by: ReadonlyMap<string, Column>): Dataset {
  const of = (column: Column, k: number) => by.get(dataset.schema.columns[k]?.name ?? '') ?? column
  return { ...dataset, columns: dataset.columns.map(of) }
}

/** The columns before the attack, by the names of the changed ones. */
export function cleanColumns(dataset: Dataset, changed: readonly string[]): ReadonlyMap<string, Column> {
  return new Map(
    changed.flatMap((name) => {
      const column = dataset.columns[columnIndex(dataset.schema, beforeName(name))]
      return column ? [[name, column] as const] : []
    }),
  )
}

/** The index of each example in the data that was attacked, if the set has it. */
export function sourcesOf({ schema, columns }: Dataset): ArrayLike<number> | undefined {
  const column = columns[columnIndex(schema, ROW)]
  return column?.type === 'number' ? column.values : undefined
}

/** The encoded rows of several attacks in one. */
export function joined(parts: readonly Encoded[]): Encoded {
  return (parts[0] ?? []).map((_, i) => Float32Array.from(parts.flatMap((part) => [...(part[i] as Float32Array)])))
}

/** The changed columns with encoded values in the unit of the data. Refuses what cannot be converted back. */
export function rawColumns(
  { pipeline }: EvaluatedWeights,
  ranges: readonly Range[],
  { schema, columns }: Dataset,
  values: Encoded,
): ReadonlyMap<string, Column> {
  const moved = new Map<string, Column>()
  for (const [name, parts] of columnParts(pipeline)) {
    const at = columnIndex(schema, name)
    const [of, own] = [schema.columns[at], columns[at]]
    const [part] = parts
    if (!of || !own || !part) continue
    const [input, range] = [pipeline.inputs[part.input], ranges[part.input]]
    if (!input || !range) continue
    const size = sizeOf(input)
    if (own.type === 'image' && of.type === 'image') {
      if (size !== perRow(of)) return refuse('attack-set-resized', { column: name, size, pixels: perRow(of) })
      const all = values[part.input] as Float32Array
      const pixels = new Uint8Array(own.pixels.length)
      for (let row = 0; row < schema.rows; row++)
        shadesOf(all.subarray(row * size, (row + 1) * size), range).forEach((shade, k) => {
          pixels[row * size + k] = Math.round(255 * Math.min(1, Math.max(0, shade)))
        })
      moved.set(name, { type: 'image', pixels })
      continue
    }
    if (!range.unit.subarray(part.first, part.first + part.width).some((one) => one > 0)) continue
    const fitted = input.kind === 'columns' ? input.columns.find(({ column }) => column === name) : undefined
    if (own.type !== 'number' || !fitted || part.places > 1) return refuse('attack-set-windowed', { column: name })
    const numbers = own.values.slice()
    for (let row = 0; row < schema.rows; row++) {
      const value = (values[part.input] as Float32Array)[row * size + part.first] as number
      if (Number.isNaN(numbers[row] as number)) continue
      numbers[row] = fitted.steps.reduceRight(
        (now, step) => findTransform(step.kind)?.inverse?.(now, step) ?? now,
        value,
      )
    }
    moved.set(name, { type: 'number', values: numbers })
  }
  return moved
}

interface Kept {
  /** The places of the rows to keep, the row of each place in the data, and the names of the changed columns. */
  readonly kept: Uint32Array
  readonly sources: Uint32Array
  readonly changed: readonly string[]
}

/** The dataset to save: the rows after the attack, with the changed columns before it, and the indexes of the rows. */
export function setOf(clean: Dataset, attacked: Dataset, { kept, sources, changed }: Kept): Dataset {
  const { schema } = clean
  const added = changed.map((name) => ({ ...(schema.columns[columnIndex(schema, name)] as ColumnSchema), name }))
  const columns: readonly ColumnSchema[] = [
    ...schema.columns,
    ...added.map((column) => ({ ...column, name: beforeName(column.name) })),
    { name: ROW, type: 'number' },
  ]
  const values = [
    ...attacked.columns.map((column, k) => takeRows(column, schema.columns[k] as ColumnSchema, kept)),
    ...added.map((of) => takeRows(clean.columns[columnIndex(schema, of.name)] as Column, of, kept)),
    { type: 'number', values: Float32Array.from(kept, (at) => sources[at] as number) } as const,
  ]
  const ignore = [...schema.ignore, ...columns.slice(schema.columns.length).map(({ name }) => name)]
  return { schema: { ...schema, columns, ignore, rows: kept.length, testRows: 0 }, columns: values }
}
