/**
 * @file Paged: rows of pictures and arrays that lie in blobs instead of memory. Whoever reads rows goes through `rowOf`, which answers
 * for both. Workers read blobs on the spot, by what their entry sets; the page brings rows first.
 */
import { expectDefined } from '../base/assert'
import type { Column, ColumnSchema, Paged, PagedPart } from '../catalog/dataset-schema'
import { perRow } from './columns'
import type { Dataset } from './dataset'
import { hasPaged, pagedOf } from './is-paged'

type Values = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>
type Tensors = Extract<Column, { type: 'image' | 'array' }>
type ValuesOf<C extends Tensors> = C extends { type: 'image' } ? Uint8Array<ArrayBuffer> : Float32Array<ArrayBuffer>

/** Bytes of a blob, the end not included. */
export interface Stretch {
  readonly blob: Blob
  readonly from: number
  readonly to: number
}

/** Reads stretches one behind the other. */
export type BlobReader = (stretches: readonly Stretch[]) => ArrayBuffer

/** Read ahead where rows are asked for one after another. */
const AHEAD = 1 << 20
/** Rows are staged up to so much, and up to this part of the whole. */
const MOST_STAGED = 16 << 20
const STAGED_PART = 4
/** To begin a reading anew takes as long as to read so much: what lies between two wanted rows is read along up to that. */
const GAP = 128 << 10
/** A reading at most. */
const PIECE = 4 << 20

let reader: BlobReader | undefined
let counted = { reads: 0, bytes: 0 }

/** Sets what reads blobs in this thread. */
export function readBlobsBy(read: BlobReader | undefined): void {
  reader = read
}

/** How often blobs were read in this thread, and how much. */
export function blobReads(): Readonly<typeof counted> {
  return counted
}

/** The reader of a worker: a blob is read while the thread waits. */
export function fileReader(): BlobReader {
  const { FileReaderSync } = globalThis as unknown as {
    FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer }
  }
  const sync = new FileReaderSync()
  return (stretches) => sync.readAsArrayBuffer(together(stretches))
}

function together(stretches: readonly Stretch[]): Blob {
  const slices = stretches.map(({ blob, from, to }) => blob.slice(from, to))
  return slices.length === 1 ? (slices[0] as Blob) : new Blob(slices)
}

/** The values of one row, `size` of them. They may be a view: nobody writes into them. */
export function rowOf<C extends Tensors>(column: C, size: number, row: number): ValuesOf<C>
export function rowOf(column: Tensors, size: number, row: number): Values {
  if (column.paged) return pagerOf(column, column.paged, size).row(placeOf(column.paged, row))
  const values = column.type === 'image' ? column.pixels : column.values
  return values.subarray(row * size, (row + 1) * size)
}

/** Says which rows come next: those that are paged are read at once instead of one by one. */
export function stageRows(column: Column | undefined, size: number, rows: ArrayLike<number>): void {
  const paged = pagedOf(column)
  if (paged) pagerOf(column as Tensors, paged, size).stage(Array.from(rows, (row) => placeOf(paged, row)))
}

/**
 * As `stageRows`, of the rows of an order from `from` on, `count` of which come now: as many of those behind them are staged along as
 * there is room for, since reading many rows of a blob takes little longer than reading some.
 */
export function stageAhead(column: Column, size: number, order: Uint32Array, from: number, count: number): void {
  const paged = pagedOf(column)
  if (!paged) return
  const pager = pagerOf(column as Tensors, paged, size)
  const places = (to: number) => Array.from(order.subarray(from, to), (row) => placeOf(paged, row))
  if (!places(from + count).every(pager.has)) pager.stage(places(from + Math.max(count, pager.room)))
}

function placeOf({ index }: Paged, row: number): number {
  return index ? (index[row] as number) : row
}

interface Pager {
  /** Rows that are staged at most. */
  readonly room: number
  row(place: number): Values
  /** Whether the row is staged. */
  has(place: number): boolean
  stage(places: readonly number[]): void
  bring(places: readonly number[]): Promise<void>
}

/** Steps take rows of the same parts: one pager has the pages of all of them. */
const pagers = new WeakMap<readonly PagedPart[], Pager>()

function pagerOf({ type }: Tensors, { parts }: Paged, size: number): Pager {
  const found = pagers.get(parts)
  if (found) return found
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

  const room = Math.floor(Math.min(MOST_STAGED / width, (ends.at(-1) ?? 0) / STAGED_PART))

  return {
    room,
    row(place) {
      const at = staged.at.get(place)
      if (at !== undefined) return view(staged.bytes, at)
      if (place < page.from || place >= page.to) {
        const part = partAt(ends, place)
        const ahead = place === last + 1 ? Math.max(1, Math.floor(AHEAD / width)) : 1
        const to = Math.min(expectDefined(ends[part], 'a part'), place + ahead)
        page = { from: place, to, bytes: read(stretches(parts, ends, width, [[place, to]])) }
      }
      last = place
      return view(page.bytes, (place - page.from) * width)
    },
    has: (place) => staged.at.has(place),
    stage(places) {
      if (places.length * width > MOST_STAGED || places.every((place) => staged.at.has(place))) return
      const wanted = places.filter((place) => place < page.from || place >= page.to)
      if (wanted.length < 2) return
      const at = offsetsOf(runsOf(wanted), width)
      // What was staged goes first, so that not both lie in memory.
      staged = { at: new Map(), bytes: new ArrayBuffer(0) }
      const bytes = new Uint8Array(at.size * width)
      for (const runs of readingsOf(spansOf(wanted, Math.floor(GAP / width)), Math.ceil(PIECE / width))) {
        const piece = new Uint8Array(read(stretches(parts, ends, width, runs)))
        let next = 0
        for (const [from, to] of runs)
          for (let place = from; place < to; place++, next += width) {
            const into = at.get(place)
            if (into !== undefined) bytes.set(piece.subarray(next, next + width), into)
          }
      }
      staged = { at, bytes: bytes.buffer }
    },
    async bring(places) {
      const runs = runsOf(places)
      if (runs.length === 0) return
      const bytes = await together(stretches(parts, ends, width, runs)).arrayBuffer()
      staged = { at: offsetsOf(runs, width), bytes }
    },
  }
}

function offsetsOf(runs: readonly Run[], width: number): Map<number, number> {
  const at = new Map<number, number>()
  for (const [from, to] of runs) for (let place = from; place < to; place++) at.set(place, at.size * width)
  return at
}

function read(from: readonly Stretch[]): ArrayBuffer {
  if (!reader) throw new Error('rows outside of memory are read by a worker, or brought before')
  const bytes = reader(from)
  counted = { reads: counted.reads + 1, bytes: counted.bytes + bytes.byteLength }
  return bytes
}

/** Of each part the place behind its last row. */
function endsOf(parts: readonly PagedPart[]): readonly number[] {
  let end = 0
  return parts.map(({ rows }) => {
    end += rows
    return end
  })
}

function partAt(ends: readonly number[], place: number): number {
  let [low, high] = [0, ends.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] as number) > place) high = middle
    else low = middle + 1
  }
  return low
}

type Run = readonly [from: number, to: number]

/** Places as runs, rising, each place once. */
function runsOf(places: readonly number[]): readonly Run[] {
  return spansOf(places, 0)
}

/** The same, with at most `gap` places between two of them read along. */
function spansOf(places: readonly number[], gap: number): readonly Run[] {
  const runs: [number, number][] = []
  for (const place of Uint32Array.from(places).sort()) {
    const run = runs.at(-1)
    if (!run || place > run[1] + gap) runs.push([place, place + 1])
    else run[1] = Math.max(run[1], place + 1)
  }
  return runs
}

/** Runs as readings of at most so many places each. */
function readingsOf(runs: readonly Run[], most: number): readonly (readonly Run[])[] {
  const readings: Run[][] = []
  let left = 0
  for (const [first, end] of runs)
    for (let from = first; from < end; ) {
      if (left === 0) {
        readings.push([])
        left = most
      }
      const to = Math.min(end, from + left)
      readings.at(-1)?.push([from, to])
      left -= to - from
      from = to
    }
  return readings
}

/** Where runs of places lie; a run over several parts is one in each. */
function stretches(
  parts: readonly PagedPart[],
  ends: readonly number[],
  width: number,
  runs: readonly Run[],
): readonly Stretch[] {
  return runs.flatMap(([from, to]) => {
    const found: Stretch[] = []
    for (let place = from, i = partAt(ends, from); place < to; i++) {
      const part = expectDefined(parts[i], 'a part')
      const [end, first] = [Math.min(to, ends[i] as number), (ends[i] as number) - part.rows]
      const byte = (at: number) => part.from + (at - first) * width
      if (end > place) found.push({ blob: part.blob, from: byte(place), to: byte(end) })
      place = end
    }
    return found
  })
}

/** A column whose given rows are here, under their own numbers. Few: they lie in memory as long as the column does. */
export async function bringColumn<C extends Column>(
  column: C,
  schema: ColumnSchema,
  rows: ArrayLike<number>,
): Promise<C> {
  const paged = pagedOf(column)
  if (!paged) return column
  // Parts of their own have a pager of their own, which nobody else stages other rows in.
  const own = { ...column, paged: { ...paged, parts: [...paged.parts] } }
  const pager = pagerOf(own as Tensors, own.paged, perRow(schema))
  await pager.bring(Array.from(rows, (row) => placeOf(paged, row)))
  return own
}

/** A set whose given rows can be read on the spot: what the page asks before it shows or encodes them. */
export async function bringRows(dataset: Dataset, rows: ArrayLike<number>): Promise<Dataset> {
  if (!hasPaged(dataset)) return dataset
  const { schema, columns } = dataset
  const brought = columns.map((column, i) => bringColumn(column, schema.columns[i] as ColumnSchema, rows))
  return { ...dataset, columns: await Promise.all(brought) }
}

/** Whether a row of a column can be read here on the spot. */
export function isHere(column: Column, schema: ColumnSchema, row: number): boolean {
  const paged = pagedOf(column)
  if (!paged) return true
  return reader !== undefined || pagerOf(column as Tensors, paged, perRow(schema)).has(placeOf(paged, row))
}
