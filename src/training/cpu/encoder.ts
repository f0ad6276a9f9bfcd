/**
 * @file Encoder: the API for encoding ops. The encoder of each op uses it to look up addresses, write tables and
 * request scratch space.
 */
import { ACTIVATIONS } from '../../formulas/activations'
import type { Activation, ConvShape, Gate, Matrix, Op, OpName, OpOf, View } from '../program/ops'
import { ShapeWord } from './records/codes'
import type { FieldType } from './records/field-types'
import { type RecordName, RECORDS, type RecordValues } from './records/fields'

export interface Encoder {
  /** The address of a view; 0 if the view is undefined. */
  at(view: View | undefined): number
  /** The number of words from a view to the end of its buffer. */
  words(view: View): number
  /** Adds a record. */
  record<N extends RecordName>(name: N, values: RecordValues<N>): void
  /** Returns the address of a constant table, which is created only once for each `key`. */
  table(key: string, make: () => Int32Array | Float32Array): number
  /**
   * Returns the address of a scratch area of this size. All ops share the same area, so call this at most once per op.
   */
  scratch(bytes: number): number
}

/** Ops that have exactly the fields of the record of the same name, and therefore need no encoder of their own. */
type SelfEncoded = {
  [K in OpName]: K extends RecordName ? (OpOf<K> extends RecordValues<K> ? K : never) : never
}[OpName]

/** One encoder for every other op; a missing encoder is a compile error. */
export type Encoders = {
  readonly [K in Exclude<OpName, SelfEncoded>]: (op: OpOf<K>, to: Encoder) => void
} & {
  readonly [K in SelfEncoded]?: (op: OpOf<K>, to: Encoder) => void
}

/** The encoded records of a list of ops. */
export interface Encoded {
  /** The tables, starting at the address `top`, followed by the records. */
  readonly words: Int32Array
  /** For each op, the byte offset in `words` where its records begin; the last entry marks the end of the records. */
  readonly starts: readonly number[]
  /** Number of scratch bytes needed by the op that needs the most. */
  readonly scratch: number
  readonly calls: number
}

/** The memory layout: the address of each buffer, of the scratch space, and of the encoded words. */
export interface MemoryLayout {
  readonly buffers: readonly number[]
  /** Size of each buffer in words. */
  readonly words: readonly number[]
  readonly constants: number
  readonly state: number
  readonly scratch: number
  readonly top: number
}

/** Encodes a list of ops. Pure: the same ops and layout always give the same words. */
export function encodeWith(encoders: Encoders, ops: readonly Op[], layout: MemoryLayout): Encoded {
  const tables: (Int32Array | Float32Array)[] = []
  const known = new Map<string, number>()
  const records: number[] = []
  const begins: number[] = []
  let tableWords = 0
  let scratch = 0
  let calls = 0
  const to: Encoder = {
    at(view) {
      return view ? (layout.buffers[view.buffer] as number) + view.offset * 4 : 0
    },
    words: ({ buffer, offset }) => (layout.words[buffer] as number) - offset,
    record(name, values) {
      const words = Object.entries<FieldType>(RECORDS[name]).flatMap(([field, type]) =>
        encodeField(type, (values as Readonly<Record<string, unknown>>)[field], to, layout),
      )
      records.push(CODES.indexOf(name), words.length + 2, ...words)
      calls++
    },
    table(key, make) {
      const before = known.get(key)
      if (before !== undefined) return before
      const address = layout.top + tableWords * 4
      const table = make()
      tables.push(table)
      // Padded to a multiple of four words, because some kernels read four words at a time.
      tableWords += Math.ceil(table.length / 4) * 4
      known.set(key, address)
      return address
    },
    scratch(bytes) {
      scratch = Math.max(scratch, bytes)
      return layout.scratch
    },
  }
  for (const op of ops) {
    begins.push(records.length)
    const own = (encoders as Readonly<Record<string, ((op: Op, to: Encoder) => void) | undefined>>)[op.op]
    if (own) own(op, to)
    // The type of Encoders makes sure that such an op has the fields of its record.
    else to.record(op.op as SelfEncoded, op as RecordValues<SelfEncoded>)
  }
  const words = new Int32Array(tableWords + records.length)
  let at = 0
  for (const table of tables) {
    words.set(new Int32Array(table.buffer, table.byteOffset, table.length), at)
    at += Math.ceil(table.length / 4) * 4
  }
  words.set(records, tableWords)
  const starts = [...begins, records.length].map((word) => (tableWords + word) * 4)
  return { words, starts, scratch, calls }
}

/** The code of a record is its position in the table. */
const CODES = Object.keys(RECORDS)

/** The words of one field, in the order of `wordsOf`. */
function encodeField(type: FieldType, value: unknown, to: Encoder, layout: MemoryLayout): readonly number[] {
  switch (type) {
    case 'view':
      return [to.at(value as View | undefined)]
    case 'matrix': {
      const matrix = value as Matrix | undefined
      return [to.at(matrix), (matrix?.stride ?? 0) * 4]
    }
    case 'activation':
      return activationWords(value as Activation | undefined)
    case 'gate': {
      const gate = value as Gate | undefined
      return [to.at(gate?.result), ...activationWords(gate?.activation)]
    }
    case 'shape':
      return [shapeTable(to, value as ConvShape)]
    case 'float':
      return [float32(value as number)]
    case 'flag':
      return [value === true ? 1 : 0]
    case 'int':
    case 'address':
      return [value as number]
    case 'step':
      return [layout.constants, layout.state]
    default:
      return type satisfies never
  }
}

const SHAPE_WORDS = Object.keys(ShapeWord).filter((name): name is keyof ConvShape & keyof typeof ShapeWord =>
  Number.isNaN(Number(name)),
)

/** The address of a table that stores the ShapeWord values of this shape. */
function shapeTable(to: Encoder, shape: ConvShape): number {
  return to.table(`shape ${SHAPE_WORDS.map((name) => shape[name])}`, () =>
    Int32Array.from(SHAPE_WORDS, (name) => shape[name]),
  )
}

const bits = new DataView(new ArrayBuffer(4))

/** Returns the 32-bit word that represents a float32 value in a record. */
function float32(value: number): number {
  bits.setFloat32(0, value)
  return bits.getInt32(0)
}

/** Activations by their codes. */
const ACTIVATION_CODES = [...ACTIVATIONS.keys()]

/** The two record words that describe an activation; if it is undefined, those of the linear activation. */
function activationWords(activation: Activation | undefined): readonly [code: number, alpha: number] {
  return [ACTIVATION_CODES.indexOf(activation?.name ?? 'linear'), float32(activation?.alpha ?? 0)]
}
