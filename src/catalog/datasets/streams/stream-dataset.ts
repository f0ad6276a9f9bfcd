/**
 * @file streamDataset: the beginning of a simulated stream as a dataset: one row per event, with the time first and the
 * target last.
 */
import { datasetsText as text } from '../../../messages/en/catalog/datasets'
import { type DatasetDef, defineDataset } from '../../dataset-def'
import { type Column, type ColumnSchema, type DatasetSchema, textColumn } from '../../dataset-schema'
import type { Cell, Stream } from './define-stream'

/** The start time of every dataset from a stream, a Monday. */
export const BEGIN = Date.UTC(2024, 0, 8)

interface StreamDatasetSpec extends Pick<DatasetDef, 'about' | 'columnAbout' | 'known'> {
  readonly id: string
  readonly title: string
  readonly rows: number
  readonly stream: Stream
  readonly ignore?: readonly string[]
}

/**
 * The dataset of the first events of a stream from `BEGIN` on. Its seed is the stream's seed, and it is split by time.
 */
export function streamDataset({
  id,
  title,
  rows,
  stream,
  about,
  columnAbout,
  known,
  ignore = [],
}: StreamDatasetSpec): DatasetDef {
  const columns = schemaOf(stream)
  const schema: DatasetSchema = {
    ...{ id, title, kind: 'series', columns, rows, testRows: 0 },
    target: stream.target.name,
    // Like the target, the other labels are not known at prediction time.
    ignore: ['time', ...(stream.others ?? []).map(({ name }) => name), ...ignore],
  }
  return defineDataset({
    schema,
    about,
    ...(columnAbout ? { columnAbout } : {}),
    licence: text.generated.license,
    source: { name: text.generated.source, url: '' },
    ...(known ? { known } : {}),
    split: { kind: 'time', column: 'time', train: 0.7, validation: 0.15, test: 0.15 },
    rows: {
      kind: 'generated',
      make(random, count) {
        const events = stream.first(random.next(), BEGIN, count)
        const last = columns.length - 1
        return columns.map((column, i) =>
          columnOf(
            column,
            events.map(({ event, truth }) =>
              i === 0
                ? event.time
                : i === last
                  ? truth.label
                  : (event.values[i - 1] ?? truth.others?.[column.name] ?? Number.NaN),
            ),
          ),
        )
      },
    },
  })
}

/** The columns of a stream's dataset. */
function schemaOf(stream: Stream): readonly ColumnSchema[] {
  return [{ name: 'time', type: 'time' }, ...stream.columns, ...(stream.others ?? []), stream.target]
}

function columnOf(schema: ColumnSchema, cells: readonly Cell[]): Column {
  switch (schema.type) {
    case 'number':
      return { type: 'number', values: Float32Array.from(cells, Number) }
    case 'time':
      return { type: 'time', values: Float64Array.from(cells, Number) }
    case 'category':
      return { type: 'category', codes: Int16Array.from(cells, (cell) => schema.values.indexOf(String(cell))) }
    case 'text':
      return textColumn(cells.map(String))
    default:
      throw new Error(`no stream has a column of type ${schema.type}`)
  }
}
