/**
 * @file Column builders: collect values row by row and return them as columns of a schema. The buffers double in size
 * when full and are released by `take`, so calling `take` often keeps memory usage low.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { perRow } from '../data/column-operations'

/** The type of a cell for each column type; a missing cell is undefined. */
interface Values {
  readonly number: number
  readonly category: string
  readonly text: string
  /** Milliseconds since 1970, UTC. */
  readonly time: number
  /** height × width × channels values, 0 to 255. */
  readonly image: Uint8Array
  readonly array: ArrayLike<number>
}
export type Cell = Values[ColumnSchema['type']] | undefined

export interface ColumnBuilder<V = Cell> {
  push(value: V | undefined): void
  readonly rows: number
  /** The approximate size in memory, in bytes. */
  readonly bytes: number
  /** Returns the current schema; a category lists all values seen so far. */
  schema(): ColumnSchema
  /** Returns the rows collected since the last call and releases their memory. */
  take(): Column
}

type SchemaOf<T extends ColumnSchema['type']> = Extract<ColumnSchema, { type: T }>
type BuilderOf<T extends ColumnSchema['type']> = ColumnBuilder<Values[T]>

/** Creates a builder for a column of this type; it accepts cells of that type. */
export function buildColumn<T extends ColumnSchema['type']>(schema: SchemaOf<T>): BuilderOf<T>
export function buildColumn(schema: ColumnSchema): ColumnBuilder<never> {
  switch (schema.type) {
    case 'number':
      return schema.wide
        ? numberBuilder(schema, float64s(), (values) => ({ type: 'number', values }))
        : numberBuilder(schema, float32s(), (values) => ({ type: 'number', values }))
    case 'time':
      return numberBuilder(schema, float64s(), (values) => ({ type: 'time', values }))
    case 'category':
      return categoryBuilder(schema)
    case 'text':
      return textBuilder(schema)
    case 'image':
      return imageBuilder(schema)
    case 'array':
      return arrayBuilder(schema)
    default:
      return schema satisfies never
  }
}

type Typed =
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>

/** A typed array whose buffer doubles in size when it is full. */
interface GrowingArray<T extends Typed> {
  push(value: number): void
  /** Reserves space for `size` more numbers and returns a view to write into. */
  allocate(size: number): T
  readonly length: number
  readonly bytes: number
  take(): T
}

const INITIAL_LENGTH = 1024

function growingArray<T extends Typed>(make: (length: number) => T): GrowingArray<T> {
  let buffer = make(INITIAL_LENGTH)
  let length = 0
  function reserve(size: number): void {
    if (length + size <= buffer.length) return
    const more = make(Math.max(buffer.length * 2, length + size))
    more.set(buffer)
    buffer = more
  }
  return {
    push(value) {
      if (length === buffer.length) reserve(1)
      buffer[length++] = value
    },
    allocate(size) {
      reserve(size)
      length += size
      return buffer.subarray(length - size, length) as T
    },
    get length() {
      return length
    },
    get bytes() {
      return length * buffer.BYTES_PER_ELEMENT
    },
    take() {
      const taken = buffer.slice(0, length) as T
      length = 0
      return taken
    },
  }
}

const float32s = () => growingArray((length) => new Float32Array(length))
const float64s = () => growingArray((length) => new Float64Array(length))
const uint8s = () => growingArray((length) => new Uint8Array(length))
const uint32s = () => growingArray((length) => new Uint32Array(length))

function numberBuilder<T extends Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
  schema: SchemaOf<'number'> | SchemaOf<'time'>,
  buffer: GrowingArray<T>,
  column: (values: T) => Column,
): ColumnBuilder<number> {
  return {
    push: (value) => buffer.push(value ?? Number.NaN),
    get rows() {
      return buffer.length
    },
    get bytes() {
      return buffer.bytes
    },
    schema: () => schema,
    take: () => column(buffer.take()),
  }
}

/**
 * Builds a category column. New values get the next codes after those of the values in the schema, in order of first
 * occurrence.
 */
function categoryBuilder(schema: SchemaOf<'category'>): ColumnBuilder<string> {
  const codes = growingArray((length) => new Int16Array(length))
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
/** For text longer than this, encoding takes longer than the overhead of calling the encoder. */
const MAX_SHORT = 64

/**
 * Appends short text if it is pure ASCII, with one byte per character; returns whether it was appended. Calling an
 * encoder for each value would be the slowest step of an import.
 */
function pushAscii(bytes: GrowingArray<Uint8Array<ArrayBuffer>>, text: string): boolean {
  const { length } = text
  if (length > MAX_SHORT) return false
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) > 127) return false
  for (let i = 0; i < length; i++) bytes.push(text.charCodeAt(i))
  return true
}

function textBuilder(schema: SchemaOf<'text'>): ColumnBuilder<string> {
  const bytes = uint8s()
  const ends = uint32s()
  return {
    push(value) {
      if (value !== undefined && !pushAscii(bytes, value)) {
        const letters = utf8.encode(value)
        bytes.allocate(letters.length).set(letters)
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

function imageBuilder(schema: SchemaOf<'image'>): ColumnBuilder<Uint8Array> {
  const pixels = uint8s()
  const size = perRow(schema)
  return {
    push(value) {
      const position = pixels.allocate(size)
      if (value) position.set(value)
      else position.fill(0)
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

function arrayBuilder(schema: SchemaOf<'array'>): ColumnBuilder<ArrayLike<number>> {
  const buffer = float32s()
  const size = perRow(schema)
  return {
    push(value) {
      const position = buffer.allocate(size)
      if (value) position.set(value)
      else position.fill(Number.NaN)
    },
    get rows() {
      return buffer.length / size
    },
    get bytes() {
      return buffer.bytes
    },
    schema: () => schema,
    take: () => ({ type: 'array', values: buffer.take() }),
  }
}
