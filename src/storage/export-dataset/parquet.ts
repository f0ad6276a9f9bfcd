/**
 * @file Parquet: categories and text are written as strings, times as milliseconds, images as PNG, arrays as lists;
 * missing values are null.
 */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { isMissing, perRow, textAt } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import { pngOf } from './image-zip'
import type { Rest, Sink } from './sink'

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

/** Maximum number of rows in a row group, small enough that writing a group does not noticeably block the page. */
const ROWS_A_GROUP = 20_000
/**
 * Maximum number of values (pixels or other numbers) in a row group, limited because the whole group is held in memory
 * while it is written.
 */
const NUMBERS_A_GROUP = 32_000_000

/** Writes the dataset as a Parquet file, with its schema as metadata. */
export async function toParquet({ schema, columns }: Dataset, sink: Sink, rest: Rest): Promise<void> {
  const writer = new PartWriter(sink)
  const about = { ...schema, columns: schema.columns }
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'root', num_children: schema.columns.length }, ...schema.columns.flatMap(elements)],
    kvMetadata: [{ key: 'netloom', value: JSON.stringify(about) }],
    // not text: the name of the program in a file format
    createdBy: 'Netloom',
  })
  const numbers = schema.columns.reduce((sum, of) => sum + perRow(of), 0)
  const rowGroupSize = Math.max(1, Math.min(ROWS_A_GROUP, Math.floor(NUMBERS_A_GROUP / numbers)))
  for (let from = 0; from < schema.rows; from += rowGroupSize) {
    const to = Math.min(schema.rows, from + rowGroupSize)
    const columnData = schema.columns.map((of, i) => ({
      name: of.name,
      data: valuesFrom(of, columns[i] as Column, from, to),
    }))
    await parquet.write({ columnData, rowGroupSize })
    await rest(to / schema.rows)
  }
  await parquet.finish()
}

/**
 * Writes the buffer's content to the sink after each row group and then empties the buffer; file offsets are not reset.
 */
class PartWriter extends ByteWriter {
  readonly #sink: Sink

  constructor(sink: Sink) {
    super()
    this.#sink = sink
  }

  flush(): void {
    this.#sink.write(this.getBytes())
    this.index = 0
  }

  override finish(): void {
    this.flush()
  }
}

function elements(of: ColumnSchema): Element[] {
  const leaf = { name: of.name, repetition_type: 'OPTIONAL' } as const
  switch (of.type) {
    case 'number':
      return [{ ...leaf, type: of.wide ? 'DOUBLE' : 'FLOAT' }]
    case 'category':
    case 'text':
      return [{ ...leaf, type: 'BYTE_ARRAY', converted_type: 'UTF8' }]
    case 'time':
      return [{ ...leaf, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }]
    case 'image':
      return [{ ...leaf, type: 'BYTE_ARRAY' }]
    case 'array':
      return [
        { ...leaf, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', type: 'FLOAT' },
      ]
    default:
      return of satisfies never
  }
}

function valuesFrom(of: ColumnSchema, column: Column, from: number, to: number): unknown[] {
  return Array.from({ length: to - from }, (_, i) => {
    const row = from + i
    return isMissing(column, of, row) ? null : valueAt(of, column, row)
  })
}

function valueAt(of: ColumnSchema, column: Column, row: number): unknown {
  switch (column.type) {
    case 'number':
      return column.values[row]
    case 'category':
      return of.type === 'category' ? of.values[column.codes[row] as number] : null
    case 'text':
      return textAt(column, row)
    case 'time':
      return new Date(column.values[row] as number)
    case 'image':
      return of.type === 'image' ? pngOf(of, rowOf(column, perRow(of), row)) : null
    case 'array':
      return Array.from(rowOf(column, perRow(of), row), (value) => (Number.isNaN(value) ? null : value))
    default:
      return column satisfies never
  }
}
