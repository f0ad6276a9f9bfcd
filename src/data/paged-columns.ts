/**
 * @file Paged columns: images and arrays whose rows are stored in blobs instead of in memory. `rowOf` reads a row from
 * either kind of column. Workers read blobs synchronously with the reader set by their entry module; the page loads
 * rows in advance.
 */
import { expectDefined } from '../base/assert'
import type { Column, ColumnSchema, Paged, PagedPart } from '../catalog/dataset-schema'
import { perRow } from './column-operations'
import type { Dataset } from './dataset'
import { hasPaged, pagedOf } from './column-values'

type Values = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>
type Tensors = Extract<Column, { type: 'image' | 'array' }>
type ValuesOf<C extends Tensors> = C extends { type: 'image' } ? Uint8Array<ArrayBuffer> : Float32Array<ArrayBuffer>

/** A range of bytes in a blob; the end is exclusive. */
export interface ByteRange {
  readonly blob: Blob
  readonly from: number
  readonly to: number
}

/** Reads several byte ranges of blobs into one buffer. */
export type BlobReader = (byteRanges: readonly ByteRange[]) => ArrayBuffer

/** The number of bytes to read ahead when rows are requested sequentially. */
const AHEAD = 1 << 20
/**
 * Limits for staged rows: the maximum number of bytes, and the maximum fraction of all rows, which is 1 / STAGED_PART.
 */
const MAX_STAGED = 16 << 20
const STAGED_PART = 4
/**
 * Starting a read takes as long as reading this many bytes, so if the gap between two needed rows is smaller than this,
 * the gap is read as well.
 */
const GAP = 128 << 10
/** The target size of a single read, in bytes. */
const PIECE = 4 << 20

let reader: BlobReader | undefined
let counted = { reads: 0, bytes: 0 }

/** Sets the blob reader for this thread. */
export function setBlobReader(read: BlobReader | undefined): void {
  reader = read
}

/** Returns the number of blob reads in this thread and the number of bytes read. */
export function blobReads(): Readonly<typeof counted> {
  return counted
}

/** Creates the reader for workers, which blocks the thread while it reads a blob. */
export function fileReader(): BlobReader {
  const { FileReaderSync } = globalThis as unknown as {
    FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer }
  }
  const sync = new FileReaderSync()
  return (stretches) => sync.readAsArrayBuffer(concatRanges(stretches))
}

function concatRanges(stretches: readonly ByteRange[]): Blob {
  const slices = stretches.map(({ blob, from, to }) => blob.slice(from, to))
  return slices.length === 1 ? (slices[0] as Blob) : new Blob(slices)
}

/** Returns the `size` values of one row. The result may be a view, so callers must not modify it. */
export function rowOf<C extends Tensors>(column: C, size: number, row: number): ValuesOf<C>
export function rowOf(column: Tensors, size: number, row: number): Values {
  if (column.paged) return pagerOf(column, column.paged, size).row(positionOf(column.paged, row))
  const values = column.type === 'image' ? column.pixels : column.values
  return values.subarray(row * size, (row + 1) * size)
}

/** Announces which rows are needed next, so that paged rows are read in one batch. */
export function stageRows(column: Column | undefined, size: number, rows: ArrayLike<number>): void {
  const paged = pagedOf(column)
  if (paged) pagerOf(column as Tensors, paged, size).stage(Array.from(rows, (row) => positionOf(paged, row)))
}

/**
 * Like `stageRows`, for the `count` rows of `order` that start at position `from`. It also stages as many of the
 * following rows as fit, since reading many rows from a blob takes little longer than reading a few.
 */
export function stageAhead(column: Column, size: number, order: Uint32Array, from: number, count: number): void {
  const paged = pagedOf(column)
  if (!paged) return
  const pager = pagerOf(column as Tensors, paged, size)
  const positions = (to: number) => Array.from(order.subarray(from, to), (row) => positionOf(paged, row))
  if (!positions(from + count).every(pager.has)) pager.stage(positions(from + Math.max(count, pager.capacity)))
}

function positionOf({ index }: Paged, row: number): number {
  return index ? (index[row] as number) : row
}

interface Pager {
  /** The maximum number of rows that can be staged at the same time. */
  readonly capacity: number
  row(position: number): Values
  /** Whether the row at this position is staged. */
  has(position: number): boolean
  stage(positions: readonly number[]): void
  load(positions: readonly number[]): Promise<void>
}

/** The pager for each list of parts. Columns that select rows from the same parts share a pager. */
const pagers = new WeakMap<readonly PagedPart[], Pager>()

function pagerOf({ type }: Tensors, { parts }: Paged, size: number): Pager {
  const cached = pagers.get(parts)
  if (cached) return cached
  const made = makePager(parts, size, type === 'image' ? 1 : 4)
  pagers.set(parts, made)
  return made
}

function makePager(parts: readonly PagedPart[], size: number, cell: number): Pager {
  const ends = endsOf(parts)
  const width = size * cell
  let page = { from: 0, to: 0, bytes: new ArrayBuffer(0) }
  let staged = { at: new Map<number, number>(), bytes: new ArrayBuffer(0) }
  let last = -1

  const view = (bytes: ArrayBuffer, at: number): Values =>
    cell === 1 ? new Uint8Array(bytes, at, size) : new Float32Array(bytes, at, size)

  const capacity = Math.floor(Math.min(MAX_STAGED / width, (ends.at(-1) ?? 0) / STAGED_PART))

  return {
    capacity,
    row(position) {
      const at = staged.at.get(position)
      if (at !== undefined) return view(staged.bytes, at)
      if (position < page.from || position >= page.to) {
        const part = partAt(ends, position)
        const ahead = position === last + 1 ? Math.max(1, Math.floor(AHEAD / width)) : 1
        const to = Math.min(expectDefined(ends[part], 'a part'), position + ahead)
        page = { from: position, to, bytes: read(stretches(parts, ends, width, [[position, to]])) }
      }
      last = position
      return view(page.bytes, (position - page.from) * width)
    },
    has: (position) => staged.at.has(position),
    stage(positions) {
      if (positions.length * width > MAX_STAGED || positions.every((position) => staged.at.has(position))) return
      const needed = positions.filter((position) => position < page.from || position >= page.to)
      if (needed.length < 2) return
      const at = offsetsOf(runsOf(needed), width)
      // Free the previously staged rows first, so that old and new rows are not in memory at once.
      staged = { at: new Map(), bytes: new ArrayBuffer(0) }
      const bytes = new Uint8Array(at.size * width)
      for (const runs of readingsOf(spansOf(needed, Math.floor(GAP / width)), Math.ceil(PIECE / width))) {
        const piece = new Uint8Array(read(stretches(parts, ends, width, runs)))
        let next = 0
        for (const [from, to] of runs)
          for (let position = from; position < to; position++, next += width) {
            const into = at.get(position)
            if (into !== undefined) bytes.set(piece.subarray(next, next + width), into)
          }
      }
      staged = { at, bytes: bytes.buffer }
    },
    async load(positions) {
      const runs = runsOf(positions)
      if (runs.length === 0) return
      const bytes = await concatRanges(stretches(parts, ends, width, runs)).arrayBuffer()
      staged = { at: offsetsOf(runs, width), bytes }
    },
  }
}

function offsetsOf(runs: readonly Run[], width: number): Map<number, number> {
  const at = new Map<number, number>()
  for (const [from, to] of runs) for (let position = from; position < to; position++) at.set(position, at.size * width)
  return at
}

function read(from: readonly ByteRange[]): ArrayBuffer {
  if (!reader) throw new Error('rows outside of memory are read by a worker, or brought before')
  const bytes = reader(from)
  counted = { reads: counted.reads + 1, bytes: counted.bytes + bytes.byteLength }
  return bytes
}

/** Returns, for each part, the position after its last row. */
function endsOf(parts: readonly PagedPart[]): readonly number[] {
  let end = 0
  return parts.map(({ rows }) => {
    end += rows
    return end
  })
}

function partAt(ends: readonly number[], position: number): number {
  let [low, high] = [0, ends.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] as number) > position) high = middle
    else low = middle + 1
  }
  return low
}

type Run = readonly [from: number, to: number]

/** Groups positions into runs of consecutive positions, in ascending order and without duplicates. */
function runsOf(positions: readonly number[]): readonly Run[] {
  return spansOf(positions, 0)
}

/** Like `runsOf`, but runs with gaps of at most `gap` positions between them are merged. */
function spansOf(positions: readonly number[], gap: number): readonly Run[] {
  const runs: [number, number][] = []
  for (const position of Uint32Array.from(positions).sort()) {
    const run = runs.at(-1)
    if (!run || position > run[1] + gap) runs.push([position, position + 1])
    else run[1] = Math.max(run[1], position + 1)
  }
  return runs
}

/** Groups runs into reads that cover at most `max` positions each. */
function readingsOf(runs: readonly Run[], max: number): readonly (readonly Run[])[] {
  const readings: Run[][] = []
  let left = 0
  for (const [first, end] of runs)
    for (let from = first; from < end; ) {
      if (left === 0) {
        readings.push([])
        left = max
      }
      const to = Math.min(end, from + left)
      readings.at(-1)?.push([from, to])
      left -= to - from
      from = to
    }
  return readings
}

/** Converts runs of positions to byte ranges. A run that spans several parts is converted to one range per part. */
function stretches(
  parts: readonly PagedPart[],
  ends: readonly number[],
  width: number,
  runs: readonly Run[],
): readonly ByteRange[] {
  return runs.flatMap(([from, to]) => {
    const found: ByteRange[] = []
    for (let position = from, i = partAt(ends, from); position < to; i++) {
      const part = expectDefined(parts[i], 'a part')
      const [end, first] = [Math.min(to, ends[i] as number), (ends[i] as number) - part.rows]
      const byte = (at: number) => part.from + (at - first) * width
      if (end > position) found.push({ blob: part.blob, from: byte(position), to: byte(end) })
      position = end
    }
    return found
  })
}

/**
 * Returns a copy of the column with the given rows loaded; the rows keep their original numbers. Load only a few rows,
 * because they stay in memory as long as the column does.
 */
export async function loadPagedColumn<C extends Column>(
  column: C,
  schema: ColumnSchema,
  rows: ArrayLike<number>,
): Promise<C> {
  const paged = pagedOf(column)
  if (!paged) return column
  // Copying the list of parts creates a separate pager, so rows that other code stages do not replace the loaded rows.
  const own = { ...column, paged: { ...paged, parts: [...paged.parts] } }
  const pager = pagerOf(own as Tensors, own.paged, perRow(schema))
  await pager.load(Array.from(rows, (row) => positionOf(paged, row)))
  return own
}

/**
 * Returns a copy of the dataset with the given rows loaded for synchronous reading. The page calls it before it shows
 * or encodes rows.
 */
export async function loadPagedRows(dataset: Dataset, rows: ArrayLike<number>): Promise<Dataset> {
  if (!hasPaged(dataset)) return dataset
  const { schema, columns } = dataset
  const loading = columns.map((column, i) => loadPagedColumn(column, schema.columns[i] as ColumnSchema, rows))
  return { ...dataset, columns: await Promise.all(loading) }
}

/** Whether a row of a column can be read synchronously. */
export function isLoaded(column: Column, schema: ColumnSchema, row: number): boolean {
  const paged = pagedOf(column)
  if (!paged) return true
  return reader !== undefined || pagerOf(column as Tensors, paged, perRow(schema)).has(positionOf(paged, row))
}
