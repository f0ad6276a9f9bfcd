/** @file Sets made of arrays: what a look at them says, and their rows. Formats of arrays differ in how these are found alone. */
import { type Message, message } from '../../messages/message'
import { readFilesText as text } from '../../messages/en/data/read-files'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import type { Look, LookColumn, ReadOptions } from '../../protocol/ingest-messages'
import type { Batch, Format, Job } from '../define-format'
import { CHUNK_BYTES, CHUNK_ROWS, leastRows } from '../limits'
import { chosenColumns, lookAtColumns } from '../look/choices'
import { picturesOf } from '../look/pictures'
import { arrange } from './arrange'
import { type NamedArray, typeWords } from './array-type'
import { type Lane, type Lanes, lanesOf } from './lanes'

/** How many rows a look shows. */
const SHOWN = 20

interface ArraySet {
  readonly rows: number
  readonly testRows: number
  readonly lanes: readonly Lanes[]
  readonly notes: readonly Message[]
  readonly parts: readonly string[]
  readonly label: string | undefined
}

async function open(arrays: readonly NamedArray[], options: ReadOptions): Promise<ArraySet> {
  const { columns, rows, testRows, notes } = arrange(arrays, options.part)
  const lanes: Lanes[] = []
  for (const column of columns) lanes.push(await lanesOf(column, options.columns ?? {}, rows))
  const label = columns.findIndex(({ kind }) => kind === 'y')
  return {
    rows,
    testRows,
    lanes,
    notes: [...notes, ...lanes.flatMap((one) => one.notes)],
    parts: arrays.filter(({ header }) => header.shape.length > 0).map(({ name }) => name),
    label: lanes[label]?.lanes[0]?.name,
  }
}

/** What the beginning of the arrays says. */
export async function lookAtArrays(arrays: readonly NamedArray[], format: string, { options }: Job): Promise<Look> {
  const set = await open(arrays, options)
  const rows = Math.min(SHOWN, set.rows)
  const columns: LookColumn[] = []
  const first: Column[] = []
  for (const { lanes, rows: source } of set.lanes) {
    const bytes = await source.bytes(0, rows)
    for (const lane of lanes) {
      columns.push({ name: lane.name, schema: lane.schema, why: lane.why })
      first.push(lane.column(bytes, rows))
    }
  }
  const pictured = columns.findIndex(({ schema }) => schema.type === 'image')
  const pictures =
    pictured < 0
      ? undefined
      : await picturesOf(first[pictured] as Column, (columns[pictured] as LookColumn).schema, rows)
  const { parts, notes, label } = set
  const wants = leastRows(options)
  const file = nameOf(arrays)
  return lookAtColumns(file, {
    // Fewer rows than are shown are all there are.
    stops: rows < wants ? message('ingest-too-few-rows', { file, rows, wants }) : undefined,
    format,
    about: aboutOf(arrays),
    options,
    parts,
    columns,
    first,
    rows,
    pictures,
    notes,
    label,
  })
}

/** All rows of the arrays, a chunk's worth at a time. */
export async function* readArrays(
  arrays: readonly NamedArray[],
  { options, progress }: Job,
): ReturnType<Format['read']> {
  const set = await open(arrays, options)
  const found = set.lanes.flatMap(({ lanes }) => lanes.map(({ schema }) => schema))
  const chosen = chosenColumns(found, options, nameOf(arrays), set.label)
  const perRow = set.lanes.reduce((sum, one) => sum + one.rowBytes, 0)
  const step = Math.max(1, Math.min(CHUNK_ROWS, Math.floor(CHUNK_BYTES / perRow)))
  for (let from = 0; from < set.rows; from += step) {
    const to = Math.min(set.rows, from + step)
    const columns: Column[] = []
    for (const { rows, lanes } of set.lanes) {
      const bytes = await rows.bytes(from, to)
      for (const lane of lanes) columns.push(lane.column(bytes, to - from))
    }
    progress({ bytes: to * perRow, totalBytes: set.rows * perRow })
    yield {
      schema: chosen.schema,
      columns: chosen.kept.map((at) => columns[at] as Column),
      rows: to - from,
    } satisfies Batch
  }
  const notes = [...set.notes, ...set.lanes.flatMap(({ lanes }) => lanes.flatMap((lane: Lane) => lane.notes()))]
  const kind = kindOf(chosen.schema)
  return {
    schema: { kind, columns: chosen.schema, rows: set.rows, testRows: set.testRows, target: chosen.target, ignore: [] },
    notes,
  }
}

/** What was found: "3 arrays: x 60,000×28×28, ...". */
function aboutOf(arrays: readonly NamedArray[]): string {
  const first = arrays
    .slice(0, 6)
    .map(({ name, header }) => text.about.array({ name, shape: header.shape, type: typeWords(header.type) }))
  return text.about.arrays({ arrays: arrays.length, first })
}

function nameOf(arrays: readonly NamedArray[]): string {
  return arrays[0]?.file ?? ''
}

function kindOf(schema: readonly ColumnSchema[]): 'images' | 'series' | 'text' | 'table' {
  const has = (type: ColumnSchema['type']) => schema.some((column) => column.type === type)
  if (has('image')) return 'images'
  if (schema.some((column) => column.type === 'array' && column.shape.length === 2)) return 'series'
  return 'table'
}
