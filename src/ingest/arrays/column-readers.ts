/**
 * @file Array columns: the dataset columns created from an array, each with a decoder from the array's bytes to column
 * values.
 */
import { assert } from '../../base/assert'
import { type Message, message, refuse, formatMessage } from '../../messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { textColumn } from '../../data/column-operations'
import type { ColumnChoice } from '../../protocol/ingest-messages'
import { LIMITS } from '../limits'
import { isCategory } from '../table/detect-kind'
import { type ArrayHeader, typeName, valuesPerRow } from './array-header'
import { concatRows, readNumbers, readTexts, rowBytes, type RowReader, rowsOfArray } from './array-values'
import type { ArrayColumn } from './arrange-arrays'

/** A dataset column and its decoder. */
export interface ArrayColumnReader {
  /** The original name, before any renaming by the user. */
  readonly name: string
  readonly schema: ColumnSchema
  readonly why: string
  /** Decodes the values of `rows` rows. */
  column(bytes: Uint8Array<ArrayBuffer>, rows: number): Column
  /** Notes that are known only after all rows have been read. */
  notes(): readonly Message[]
}

/** An array and the readers for the columns created from it. */
export interface ColumnReaders {
  readonly rows: RowReader
  readonly rowBytes: number
  readonly readers: readonly ArrayColumnReader[]
  readonly notes: readonly Message[]
}

/** Rows with more numbers than this are stored in one array column instead of separate number columns. */
const MAX_NUMBER_COLUMNS = 100
/** A label array with at most this many distinct integers is imported as classes; otherwise, as a quantity. */
const MAX_CLASSES = 100

type Choices = Readonly<Record<string, ColumnChoice>>

/**
 * Creates the readers for the columns of an array. Reads the full array if its values determine the column type, as for
 * labels and for one number per row.
 */
export async function columnReaders(column: ArrayColumn, choices: Choices, rowsMeant: number): Promise<ColumnReaders> {
  const { header, name } = column.arrays[0] ?? assertSome()
  const rows = concatRows(column.arrays.map(rowsOfArray))
  const size = valuesPerRow(header)
  if (size < 1 || size > LIMITS.rowValues)
    refuse('arrays-wide', { name, shape: header.shape.slice(1), limit: LIMITS.rowValues })
  const common = { rows, rowBytes: rowBytes(header), notes: [] }
  const { kind } = header.type
  const layout = imageLayout(header)
  if (layout)
    return {
      ...common,
      readers: [imageReader(column.base, header, layout)],
      notes: imageNotes(column.base, header, layout),
    }
  if (kind === 'letters' || kind === 'bytes')
    return { ...common, readers: await textReaders(column.base, header, rows) }
  if (size === 1) return { ...common, readers: [await numberReader(column, header, rows, choices[column.base])] }
  if (column.kind === 'y' && (await isOneHot(header, rows, rowsMeant)))
    return { ...common, readers: [oneHotReader(column.base, header)] }
  if (header.shape.length === 2 && size <= MAX_NUMBER_COLUMNS)
    return { ...common, readers: numberReaders(column.base, header) }
  return { ...common, readers: [arrayReader(column.base, header)] }
}

function assertSome(): never {
  throw new Error('a column is of some array')
}

const none = () => []

interface ImageLayout {
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
  /** The channel order: channels last, channels first, or channels last with an alpha channel after the colors. */
  readonly order: 'last' | 'first' | 'alpha'
}

/** Returns the image layout of the rows if their values are bytes or booleans with one, three or four channels. */
function imageLayout({ shape, type }: ArrayHeader): ImageLayout | undefined {
  const [, a = 0, b = 0, c = 0] = shape
  if (!(type.kind === 'uint' && type.size === 1) && type.kind !== 'bool') return undefined
  if (shape.length === 3) return { height: a, width: b, channels: 1, order: 'last' }
  if (shape.length !== 4) return undefined
  if (c === 1 || c === 3) return { height: a, width: b, channels: c, order: 'last' }
  if (a === 1 || a === 3) return { height: b, width: c, channels: a, order: 'first' }
  return c === 4 ? { height: a, width: b, channels: 3, order: 'alpha' } : undefined
}

function imageNotes(name: string, { shape }: ArrayHeader, { order: lie, channels }: ImageLayout): readonly Message[] {
  if (lie === 'first' && channels > 1) return [message('arrays-channels-first', { name, shape: shape.slice(1) })]
  return lie === 'alpha' ? [message('arrays-alpha', { name })] : []
}

function imageReader(name: string, { type, shape }: ArrayHeader, form: ImageLayout): ArrayColumnReader {
  const { height, width, channels, order: lie } = form
  const area = height * width
  const mask = type.kind === 'bool'
  return {
    name,
    schema: { name, type: 'image', height, width, channels, ...(mask ? { mask } : {}) },
    why: formatMessage(message('arrays-why-image', { shape: shape.slice(1), type: typeName(type) })),
    column(bytes, rows) {
      if (mask) return { type: 'image', pixels: bytes.map((bit) => (bit === 0 ? 0 : 255)) }
      if (lie === 'last' || channels === 1) return { type: 'image', pixels: bytes }
      const pixels = new Uint8Array(rows * area * channels)
      const lying = lie === 'alpha' ? 4 : channels
      for (let row = 0; row < rows; row++) {
        for (let pixel = 0; pixel < area; pixel++) {
          for (let channel = 0; channel < channels; channel++) {
            const from = lie === 'alpha' ? pixel * lying + channel : channel * area + pixel
            pixels[(row * area + pixel) * channels + channel] = bytes[row * area * lying + from] as number
          }
        }
      }
      return { type: 'image', pixels }
    },
    notes: none,
  }
}

async function textReaders(base: string, header: ArrayHeader, rows: RowReader): Promise<readonly ArrayColumnReader[]> {
  const size = valuesPerRow(header)
  const bytes = await rows.bytes(0, rows.count)
  const all = readTexts(header.type, bytes)
  return Array.from({ length: size }, (_, k): ArrayColumnReader => {
    const name = size === 1 ? base : `${base}_${k + 1}`
    const texts = size === 1 ? all : all.filter((_text, i) => i % size === k)
    const values = [...new Set(texts)].filter((text) => text !== '')
    const classes = isCategory(texts.length, values.length, Math.max(0, ...values.map(({ length }) => length)))
    values.sort()
    const own = (part: Uint8Array<ArrayBuffer>) => readTexts(header.type, part).filter((_text, i) => i % size === k)
    const codes = new Map(values.map((value, code) => [value, code]))
    return classes
      ? {
          name,
          schema: { name, type: 'category', values },
          why: formatMessage(message('arrays-why-classes', { values: values.length, rows: texts.length })),
          column: (part) => ({ type: 'category', codes: Int16Array.from(own(part), (text) => codes.get(text) ?? -1) }),
          notes: none,
        }
      : {
          name,
          schema: { name, type: 'text' },
          why: formatMessage(message('arrays-why-text', { rows: texts.length })),
          column: (part) => textColumn(own(part)),
          notes: none,
        }
  })
}

/**
 * Creates a reader for one number per row: as classes if the numbers are labels with few distinct integers, otherwise
 * as a quantity.
 */
async function numberReader(
  { base: name, kind }: ArrayColumn,
  header: ArrayHeader,
  rows: RowReader,
  choice: ColumnChoice | undefined,
): Promise<ArrayColumnReader> {
  const { type } = header
  const all = new Float64Array(rows.count)
  readNumbers(type, await rows.bytes(0, rows.count), all)
  const distinct = new Set<number>()
  let wide = false
  let past = false
  for (const value of all) {
    if (distinct.size <= LIMITS.categories && !Number.isNaN(value)) distinct.add(value)
    wide ||= Number.isFinite(value) && Math.fround(value) !== value
    past ||= type.kind !== 'float' && Math.abs(value) > Number.MAX_SAFE_INTEGER
  }
  const labels = kind === 'y' && type.kind !== 'float' && distinct.size <= MAX_CLASSES
  const target = choice?.type ?? (labels ? 'category' : 'number')
  if (target === 'category' && distinct.size <= LIMITS.categories) {
    const values = [...distinct].sort((a, b) => a - b)
    const codes = new Map(values.map((value, code) => [value, code]))
    return {
      name,
      schema: { name, type: 'category', values: values.map(String) },
      why: formatMessage(message('arrays-why-classes', { values: values.length, rows: rows.count })),
      column: (bytes, count) => ({
        type: 'category',
        codes: Int16Array.from(numbers(header, bytes, count), (value) => codes.get(value) ?? -1),
      }),
      notes: none,
    }
  }
  return quantityReader(name, header, 0, wide, past)
}

function numberReaders(base: string, header: ArrayHeader): readonly ArrayColumnReader[] {
  const { kind, size } = header.type
  const wide = size === 8 || (kind !== 'float' && size === 4)
  return Array.from({ length: valuesPerRow(header) }, (_, k) =>
    quantityReader(`${base}_${k + 1}`, header, k, wide, false),
  )
}

/** Creates a reader for the k-th number of each row. */
function quantityReader(name: string, header: ArrayHeader, k: number, wide: boolean, past: boolean): ArrayColumnReader {
  const stride = valuesPerRow(header)
  const infinite = infiniteCounter()
  return {
    name,
    schema: { name, type: 'number', ...(wide ? { wide } : {}) },
    why: formatMessage(message('arrays-why-numbers', { type: typeName(header.type) })),
    column(bytes, rows) {
      const all = numbers(header, bytes, rows * stride)
      const values = wide ? new Float64Array(rows) : new Float32Array(rows)
      for (let row = 0; row < rows; row++) values[row] = infinite.finite(all[row * stride + k] as number)
      return { type: 'number', values }
    },
    notes: () => [
      ...(infinite.count > 0 ? [message('arrays-infinite', { name, count: infinite.count })] : []),
      ...(past ? [message('arrays-inexact', { name })] : []),
    ],
  }
}

function arrayReader(name: string, header: ArrayHeader): ArrayColumnReader {
  const shape = header.shape.slice(1)
  const infinite = infiniteCounter()
  return {
    name,
    schema: { name, type: 'array', shape },
    why: formatMessage(message('arrays-why-array', { shape, type: typeName(header.type) })),
    column(bytes, rows) {
      const values = new Float32Array(rows * valuesPerRow(header))
      readNumbers(header.type, bytes, values)
      for (let i = 0; i < values.length; i++) values[i] = infinite.finite(values[i] as number)
      return { type: 'array', values }
    },
    notes: () => (infinite.count > 0 ? [message('arrays-infinite', { name, count: infinite.count })] : []),
  }
}

/** Creates a function that replaces infinite numbers with missing values and counts them. */
function infiniteCounter() {
  let count = 0
  return {
    get count() {
      return count
    },
    finite(value: number): number {
      if (Math.abs(value) !== Number.POSITIVE_INFINITY) return value
      count++
      return Number.NaN
    },
  }
}

const AT_ONCE_BYTES = 4_000_000

/** Whether each row is one-hot, with a single 1 among zeros, as encoded by `to_categorical`. */
async function isOneHot(header: ArrayHeader, rows: RowReader, count: number): Promise<boolean> {
  const size = valuesPerRow(header)
  if (header.shape.length !== 2 || size > LIMITS.categories) return false
  const step = Math.max(1, Math.floor(AT_ONCE_BYTES / rowBytes(header)))
  for (let from = 0; from < count; from += step) {
    const to = Math.min(count, from + step)
    const values = numbers(header, await rows.bytes(from, to), (to - from) * size)
    for (let at = 0; at < values.length; at += size) {
      const row = values.subarray(at, at + size)
      if (row.some((value) => value !== 0 && value !== 1) || row.reduce((sum, value) => sum + value, 0) !== 1)
        return false
    }
  }
  return true
}

function oneHotReader(name: string, header: ArrayHeader): ArrayColumnReader {
  const size = valuesPerRow(header)
  return {
    name,
    schema: { name, type: 'category', values: Array.from({ length: size }, (_, k) => String(k)) },
    why: formatMessage(message('arrays-why-one-hot', { values: size })),
    column(bytes, rows) {
      const all = numbers(header, bytes, rows * size)
      const codes = Int16Array.from({ length: rows }, (_, row) => all.subarray(row * size, (row + 1) * size).indexOf(1))
      return { type: 'category', codes }
    },
    notes: none,
  }
}

function numbers({ type }: ArrayHeader, bytes: Uint8Array, count: number): Float64Array<ArrayBuffer> {
  assert(bytes.length === count * type.size, 'as many bytes as values')
  const out = new Float64Array(count)
  readNumbers(type, bytes, out)
  return out
}
