/**
 * @file Counters: the counts in a time bucket, organized by cell (a combination of version and slice, or a stage) and
 * field, and their binary format.
 */
import { NO_VERSION_INDEX } from '../log-entry'

/** Non-negative integers keyed by field number; zeros are omitted. */
export type Counters = Map<number, number>
export type Cells = Map<number, Counters>

const SLICES = 65_536
const STAGES = SLICES * SLICES

/** The cell for a version and a slice; requests that were not answered by any version have separate cells. */
export function cellOf(version: number, slice: number): number {
  return (version === NO_VERSION_INDEX ? 0 : version + 1) * SLICES + slice
}

/** The cell for a stage. */
export function stageCell(stage: number): number {
  return STAGES + stage
}

/** Decodes what a cell counts; `version` is undefined for requests that were not answered by any version. */
export function cellName(
  cell: number,
):
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'slice'; readonly version?: number; readonly slice: number } {
  if (cell >= STAGES) return { kind: 'stage', stage: cell - STAGES }
  const version = Math.floor(cell / SLICES) - 1
  return { kind: 'slice', ...(version < 0 ? {} : { version }), slice: cell % SLICES }
}

/** The counters of a cell, created on first use. */
export function countersIn(cells: Cells, cell: number): Counters {
  let counters = cells.get(cell)
  if (!counters) {
    counters = new Map()
    cells.set(cell, counters)
  }
  return counters
}

/**
 * Adds `by` to a field. The result is clamped at 0, because correcting a count that was lost could otherwise make it
 * negative.
 */
export function bump(counters: Counters, field: number, by: number): void {
  const sum = (counters.get(field) ?? 0) + by
  if (sum > 0) counters.set(field, sum)
  else counters.delete(field)
}

/** Adds all counts in `more` to `to`. */
export function addCounters(to: Counters, more: Counters): void {
  for (const [field, value] of more) bump(to, field, value)
}

const writer = varintWriter()

/** Encodes cells as bytes; identical counts always produce identical bytes. */
export function encodeCells(cells: Cells): Uint8Array<ArrayBuffer> {
  for (const cell of rising(cells)) {
    const counters = cells.get(cell) as Counters
    if (counters.size === 0) continue
    writer.write(cell)
    writer.write(counters.size)
    let before = 0
    for (const field of rising(counters)) {
      writer.write(field - before)
      writer.write(counters.get(field) as number)
      before = field
    }
  }
  return writer.take()
}

/** The keys in ascending order, as a typed array because typed arrays sort many times faster. */
function rising(map: ReadonlyMap<number, unknown>): Float64Array {
  const keys = new Float64Array(map.size)
  let at = 0
  for (const key of map.keys()) keys[at++] = key
  return map.size < 2 ? keys : keys.sort()
}

/** Decodes cells from bytes. */
export function decodeCells(bytes: Uint8Array): Cells {
  const reader = varintReader(bytes)
  const cells: Cells = new Map()
  while (!reader.done) {
    const counters = countersIn(cells, reader.read())
    let field = 0
    for (let left = reader.read(); left > 0; left--) {
      field += reader.read()
      counters.set(field, reader.read())
    }
  }
  return cells
}

// Varints encode integers from 0 to 2^53 in as few bytes as possible, with seven bits per byte, least significant bits
// first (LEB128).

export interface Writer {
  write(value: number): void
  /** Returns the bytes written so far and resets the writer, reusing the same memory. */
  take(): Uint8Array<ArrayBuffer>
}

/** Creates a writer for a sequence of numbers. */
export function varintWriter(): Writer {
  let buffer = new Uint8Array(256)
  let at = 0
  return {
    write(value) {
      if (at + 8 > buffer.length) {
        const larger = new Uint8Array(2 * buffer.length)
        larger.set(buffer)
        buffer = larger
      }
      let rest = value
      while (rest >= 128) {
        buffer[at++] = 128 + (rest % 128)
        rest = Math.floor(rest / 128)
      }
      buffer[at++] = rest
    },
    take() {
      const bytes = buffer.slice(0, at)
      at = 0
      return bytes
    },
  }
}

/** Creates a reader; it throws if the bytes are truncated. */
export function varintReader(bytes: Uint8Array): { read(): number; readonly done: boolean } {
  let at = 0
  return {
    read() {
      let [value, scale] = [0, 1]
      for (;;) {
        const byte = bytes[at++]
        if (byte === undefined) throw new RangeError('numbers break off')
        value += (byte & 127) * scale
        if (byte < 128) return value
        scale *= 128
      }
    },
    get done() {
      return at >= bytes.length
    },
  }
}
