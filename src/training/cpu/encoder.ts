/**
 * @file Encoder: the API for encoding ops. The encoder of each op uses it to look up addresses, write tables and
 * request scratch space.
 */
import { ACTIVATIONS } from '../../formulas/activations'
import type { Activation, Op, OpName, OpOf, View } from '../program/ops'
import type { Code } from './kernel-args/kernel-codes'

/** One value for each word named by a record's enum. Floats must be converted with `float32`. */
export type Words<Layout> = { readonly [K in keyof Layout]: number }

export interface Encoder {
  /** The address of a view; 0 if the view is undefined. */
  at(view: View | undefined): number
  /** The number of words from a view to the end of its buffer. */
  words(view: View): number
  /** Addresses of the step constants and of the state. */
  readonly constants: number
  readonly state: number
  /** Adds a record. `layout` is the enum that names the record's words. */
  record<Layout extends object>(code: Code, layout: Layout, words: Words<Layout>): void
  /** Returns the address of a constant table, which is created only once for each `key`. */
  table(key: string, make: () => Int32Array | Float32Array): number
  /**
   * Returns the address of a scratch area of this size. All ops share the same area, so call this at most once per op.
   */
  scratch(bytes: number): number
}

/** One encoder for every op; a missing encoder is a compile error. */
export type Encoders = { readonly [K in OpName]: (op: OpOf<K>, to: Encoder) => void }

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
    constants: layout.constants,
    state: layout.state,
    at(view) {
      return view ? (layout.buffers[view.buffer] as number) + view.offset * 4 : 0
    },
    words: ({ buffer, offset }) => (layout.words[buffer] as number) - offset,
    record(code, layout, words) {
      const head = records.length
      const names = Object.keys(words)
      records.push(code, names.length + 2)
      for (const name of names) {
        const word = (layout as Readonly<Record<string, number>>)[name] as number
        records[head + 2 + word] = (words as Readonly<Record<string, number>>)[name] as number
      }
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
    ;(encoders[op.op] as (op: Op, to: Encoder) => void)(op, to)
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

const bits = new DataView(new ArrayBuffer(4))

/** Returns the 32-bit word that represents a float32 value in a record. */
export function float32(value: number): number {
  bits.setFloat32(0, value)
  return bits.getInt32(0)
}

/** Activations by their codes. */
const CODES = [...ACTIVATIONS.keys()]

/** The two record words that describe an activation; if it is undefined, those of the linear activation. */
export function activationWords(activation: Activation | undefined): {
  readonly activation: number
  readonly alpha: number
} {
  return {
    activation: CODES.indexOf(activation?.name ?? 'linear'),
    alpha: float32(activation?.alpha ?? 0),
  }
}
