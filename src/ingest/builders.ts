/**
 * @file Column builders: take values row by row and give them away as columns of a schema. What they hold grows by doubling and is
 * given away with `take`, so that whoever takes often holds little.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { perRow } from '../data/columns'
import type { Batch } from './define-format'
import { CHUNK_BYTES, CHUNK_ROWS } from './limits'

/** What a cell of each type is given as; undefined where missing. */
interface Values {
  readonly number: number
  readonly category: string
  readonly text: string
  /** Milliseconds since 1970, UTC. */
  readonly time: number
  /** height × width × channels, 0 to 255. */
  readonly image: Uint8Array
  readonly array: ArrayLike<number>
}
export type Cell = Values[ColumnSchema['type']] | undefined

export interface ColumnBuilder<V = Cell> {
  push(value: V | undefined): void
  readonly rows: number
  /** About what it holds. */
  readonly bytes: number
  /** As it is by now: of a category with all the values that came so far. */
  schema(): ColumnSchema
  /** The rows since the last time, which it forgets. */
  take(): Column
}

type Of<T extends ColumnSchema['type']> = Extract<ColumnSchema, { type: T }>
type BuilderOf<T extends ColumnSchema['type']> = ColumnBuilder<Values[T]>

/** A builder of a column of this type; its values are the cells of that type. */
export function buildColumn<T extends ColumnSchema['type']>(schema: Of<T>): BuilderOf<T>
export function buildColumn(schema: ColumnSchema): ColumnBuilder<never> {
  switch (schema.type) {
    case 'number':
      return schema.wide
        ? ofNumbers(schema, float64s(), (values) => ({ type: 'number', values }))
        : ofNumbers(schema, float32s(), (values) => ({ type: 'number', values }))
    case 'time':
      return ofNumbers(schema, float64s(), (values) => ({ type: 'time', values }))
    case 'category':
      return ofCategories(schema)
    case 'text':
      return ofTexts(schema)
    case 'image':
      return ofPictures(schema)
    case 'array':
      return ofArrays(schema)
    default:
      return schema satisfies never
  }
}

/** Builders of all columns of a table; `full` says that a chunk's worth is there to take. */
export interface TableBuilder {
  readonly columns: readonly ColumnBuilder[]
  /** One row, a cell a column. */
  push(cells: readonly Cell[]): void
  readonly full: boolean
  take(): Batch
}

/** A builder of rows of this schema. */
export function buildTable(schema: readonly ColumnSchema[]): TableBuilder {
  const columns = schema.map((one) => buildColumn(one) as ColumnBuilder)
  let rows = 0
  return {
    columns,
    push(cells) {
      for (let i = 0; i < columns.length; i++) (columns[i] as ColumnBuilder).push(cells[i])
      rows++
    },
    get full() {
      return rows >= CHUNK_ROWS || columns.reduce((sum, { bytes }) => sum + bytes, 0) >= CHUNK_BYTES
    },
    take() {
      const batch = { schema: columns.map((one) => one.schema()), columns: columns.map((one) => one.take()), rows }
      rows = 0
      return batch
    },
  }
}

type Typed =
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>

/** Numbers one behind the other; grows by doubling. */
interface Row<T extends Typed> {
  push(value: number): void
  /** Room for so many more, as a view to write into. */
  room(size: number): T
  readonly length: number
  readonly bytes: number
  take(): T
}

const FIRST = 1024

function growing<T extends Typed>(make: (length: number) => T): Row<T> {
  let held = make(FIRST)
  let length = 0
  function reserve(size: number): void {
    if (length + size <= held.length) return
    const more = make(Math.max(held.length * 2, length + size))
    more.set(held)
    held = more
  }
  return {
    push(value) {
      if (length === held.length) reserve(1)
      held[length++] = value
    },
    room(size) {
      reserve(size)
      length += size
      return held.subarray(length - size, length) as T
    },
    get length() {
      return length
    },
    get bytes() {
      return length * held.BYTES_PER_ELEMENT
    },
    take() {
      const taken = held.slice(0, length) as T
      length = 0
      return taken
    },
  }
}

const float32s = () => growing((length) => new Float32Array(length))
const float64s = () => growing((length) => new Float64Array(length))
const uint8s = () => growing((length) => new Uint8Array(length))
const uint32s = () => growing((length) => new Uint32Array(length))

function ofNumbers<T extends Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
  schema: Of<'number'> | Of<'time'>,
  held: Row<T>,
  column: (values: T) => Column,
): ColumnBuilder<number> {
  return {
    push: (value) => held.push(value ?? Number.NaN),
    get rows() {
      return held.length
    },
    get bytes() {
      return held.bytes
    },
    schema: () => schema,
    take: () => column(held.take()),
  }
}

/** Values come in the order in which they are met, behind those that the schema has. */
function ofCategories(schema: Of<'category'>): ColumnBuilder<string> {
  const codes = growing((length) => new Int16Array(length))
  const values = [...schema.values]
  const known = new Map(values.map((value, code) => [value, code]))
  return {
    push(value) {
      if (value === undefined) return codes.push(-1)
      let code = known.get(value)
      if (code === undefined) {
        code = values.length
        values.push(value)
        known.set(value, code)
      }
      codes.push(code)
    },
    get rows() {
      return codes.length
    },
    get bytes() {
      return codes.bytes
    },
    schema: () => ({ ...schema, values: [...values] }),
    take: () => ({ type: 'category', codes: codes.take() }),
  }
}

const utf8 = new TextEncoder()
/** To encode a longer text takes less than to call for it. */
const SHORT = 64

/** Puts a short text of plain letters there, each of them a byte; says whether it was one. An encoder called for each takes longest of all. */
function pushLetters(bytes: Row<Uint8Array<ArrayBuffer>>, text: string): boolean {
  const { length } = text
  if (length > SHORT) return false
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) > 127) return false
  for (let i = 0; i < length; i++) bytes.push(text.charCodeAt(i))
  return true
}

function ofTexts(schema: Of<'text'>): ColumnBuilder<string> {
  const bytes = uint8s()
  const ends = uint32s()
  return {
    push(value) {
      if (value !== undefined && !pushLetters(bytes, value)) {
        const letters = utf8.encode(value)
        bytes.room(letters.length).set(letters)
      }
      ends.push(bytes.length)
    },
    get rows() {
      return ends.length
    },
    get bytes() {
      return bytes.bytes + ends.bytes
    },
    schema: () => schema,
    take: () => ({ type: 'text', bytes: bytes.take(), ends: ends.take() }),
  }
}

function ofPictures(schema: Of<'image'>): ColumnBuilder<Uint8Array> {
  const pixels = uint8s()
  const size = perRow(schema)
  return {
    push(value) {
      const place = pixels.room(size)
      if (value) place.set(value)
      else place.fill(0)
    },
    get rows() {
      return pixels.length / size
    },
    get bytes() {
      return pixels.bytes
    },
    schema: () => schema,
    take: () => ({ type: 'image', pixels: pixels.take() }),
  }
}

function ofArrays(schema: Of<'array'>): ColumnBuilder<ArrayLike<number>> {
  const held = float32s()
  const size = perRow(schema)
  return {
    push(value) {
      const place = held.room(size)
      if (value) place.set(value)
      else place.fill(Number.NaN)
    },
    get rows() {
      return held.length / size
    },
    get bytes() {
      return held.bytes
    },
    schema: () => schema,
    take: () => ({ type: 'array', values: held.take() }),
  }
}
