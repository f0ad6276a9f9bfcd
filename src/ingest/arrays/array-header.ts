/** @file The headers of array files: NPY and IDX. */
import { readFilesText, readFilesText as text } from '../../messages/en/data/read-files'
import { refuse } from '../../messages/message'

/** How one value is encoded. */
export interface ValueType {
  readonly kind: 'int' | 'uint' | 'float' | 'bool' | 'letters' | 'bytes'
  /** The number of bytes per value. */
  readonly size: number
  readonly bigEndian: boolean
}

export interface ArrayHeader {
  readonly type: ValueType
  /** The shape of the array; the first axis counts the rows. */
  readonly shape: readonly number[]
  /** Whether the array is in Fortran order, in which the first axis changes fastest. */
  readonly fortran: boolean
  /** The byte offset of the values in the file. */
  readonly dataAt: number
}

/** An array in a file; its values have not been read yet. */
export interface NamedArray {
  /** The display name: the name of the file, or the name of the array in an archive. */
  readonly name: string
  readonly file: string
  readonly header: ArrayHeader
  readonly blob: Blob
}

/** The number of values in an array of this shape; Infinity if it is not a safe integer. */
function valuesOf(shape: readonly number[]): number {
  const size = shape.reduce((product, axis) => product * axis, 1)
  return Number.isSafeInteger(size) ? size : Number.POSITIVE_INFINITY
}

/** The number of rows in an array; a scalar has one row. */
export function rowsOf({ shape }: ArrayHeader): number {
  return shape[0] ?? 1
}

/** The number of values per row. */
export function valuesPerRow({ shape }: ArrayHeader): number {
  return valuesOf(shape.slice(1))
}

/** Returns the display name of a value type, such as "8-bit integers". */
export function typeName({ kind, size }: ValueType): string {
  switch (kind) {
    case 'int':
    case 'uint':
      return text.values.integers({ bits: 8 * size })
    case 'float':
      return text.values.floats({ bits: 8 * size })
    case 'bool':
      return text.values.booleans
    case 'letters':
    case 'bytes':
      return text.values.texts
    default:
      return kind satisfies never
  }
}

const { npy: faults } = readFilesText.fault

/** NumPy itself rejects headers longer than 10,000 characters. */
const MAX_LENGTH_HEADER = 65_536
/** The number of bytes to read so that any header fits. */
export const NPY_HEAD = MAX_LENGTH_HEADER + 12

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const

/** Whether the bytes are the beginning of a .npy file. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte)
}

/** Parses the header at the start of a file of `length` bytes; rejects anything other than an array of plain values. */
export function readNpyHeader(head: Uint8Array, length: number, file: string): ArrayHeader {
  const broken = (why: string): never => refuse('npy-broken', { file, why })
  if (!isNpy(head)) broken(faults.start)
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const version = head[6] ?? 0
  if (version < 1 || version > 3) broken(faults.version({ version }))
  const at = version === 1 ? 10 : 12
  if (head.length < at) broken(faults.header)
  const size = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (size > MAX_LENGTH_HEADER) broken(faults.headerLength({ bytes: size }))
  const dataAt = at + size
  if (head.length < dataAt) broken(faults.header)
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(head.subarray(at, dataAt))
  const { descr, fortran, shape } = readDictionary(text) ?? broken(faults.unreadable)
  if (descr === undefined) refuse('npy-records', { file })
  const type = valueType(descr) ?? refuse(descr.includes('O') ? 'npy-objects' : 'npy-type', { file, type: descr })
  const required = valuesOf(shape) * type.size
  if (required !== length - dataAt) refuse('npy-length', { file, shape, wants: required, has: length - dataAt })
  return { type, shape, fortran, dataAt }
}

/** Parses a type as NumPy writes it, such as '<f4'; undefined if values of this type cannot be read as plain values. */
function valueType(descr: string): ValueType | undefined {
  const [, order = '', letter = '', digits = ''] = /^([<>|=]?)([a-zA-Z?])(\d{0,6})$/.exec(descr) ?? []
  const size = Number(digits)
  const bigEndian = order === '>'
  const sized = (kind: ValueType['kind'], sizes: readonly number[]): ValueType | undefined =>
    sizes.includes(size) ? { kind, size, bigEndian } : undefined
  switch (letter) {
    case 'i':
      return sized('int', [1, 2, 4, 8])
    case 'u':
      return sized('uint', [1, 2, 4, 8])
    case 'f':
      return sized('float', [2, 4, 8])
    case 'b':
      return sized('bool', [1])
    case 'U':
      return size > 0 ? { kind: 'letters', size: 4 * size, bigEndian } : undefined
    case 'S':
    case 'a':
      return size > 0 ? { kind: 'bytes', size, bigEndian } : undefined
    default:
      return undefined
  }
}

interface Dictionary {
  /** The type description; undefined if the type is a list of fields. */
  readonly descr: string | undefined
  readonly fortran: boolean
  readonly shape: readonly number[]
}

const TOKEN = /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|True|False|\d+L?|[{}()[\],:])/y

function readDictionary(text: string): Dictionary | undefined {
  const tokens = tokensOf(text.trim())
  if (tokens?.[0] !== '{' || tokens.at(-1) !== '}') return undefined
  let at = 1
  const fields = new Map<string, string | boolean | readonly number[] | undefined>()
  while (at < tokens.length - 1) {
    const key = unquoted(tokens[at] as string)
    if (key === undefined || tokens[at + 1] !== ':' || fields.has(key)) return undefined
    const [value, next] = readValue(tokens, at + 2)
    if (next === undefined) return undefined
    fields.set(key, value)
    at = tokens[next] === ',' ? next + 1 : next
  }
  const [descr, fortran, shape] = [fields.get('descr'), fields.get('fortran_order'), fields.get('shape')]
  const plain = descr === undefined || typeof descr === 'string'
  if (!fields.has('descr') || !plain || typeof fortran !== 'boolean' || !Array.isArray(shape)) return undefined
  return { descr, fortran, shape: shape as readonly number[] }
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) return undefined
    tokens.push(token)
  }
  return tokens
}

type Value = string | boolean | readonly number[] | undefined
type Read = readonly [value: Value, next: number | undefined]

/**
 * Parses the value that starts at a token, and returns it with the index of the next token. A list of fields is
 * skipped.
 */
function readValue(tokens: readonly string[], from: number): Read {
  const token = tokens[from]
  if (token === undefined) return [undefined, undefined]
  if (token === 'True' || token === 'False') return [token === 'True', from + 1]
  if (token === '(') return readShape(tokens, from + 1)
  if (token === '[') return [undefined, pastList(tokens, from)]
  const text = unquoted(token)
  return text === undefined ? [undefined, undefined] : [text, from + 1]
}

function readShape(tokens: readonly string[], from: number): Read {
  const shape: number[] = []
  let at = from
  while (tokens[at] !== ')') {
    const digits = tokens[at] ?? ''
    if (!/^\d+L?$/.test(digits)) return [undefined, undefined]
    shape.push(Number.parseInt(digits, 10))
    at++
    if (tokens[at] === ',') at++
    else if (tokens[at] !== ')') return [undefined, undefined]
  }
  return [shape, at + 1]
}

function pastList(tokens: readonly string[], from: number): number | undefined {
  let depth = 0
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at] === '[') depth++
    if (tokens[at] === ']' && --depth === 0) return at + 1
  }
  return undefined
}

function unquoted(token: string): string | undefined {
  return /^['"]/.test(token) ? token.slice(1, -1) : undefined
}

const TYPES: ReadonlyMap<number, Pick<ValueType, 'kind' | 'size'>> = new Map([
  [0x08, { kind: 'uint', size: 1 }],
  [0x09, { kind: 'int', size: 1 }],
  [0x0b, { kind: 'int', size: 2 }],
  [0x0c, { kind: 'int', size: 4 }],
  [0x0d, { kind: 'float', size: 4 }],
  [0x0e, { kind: 'float', size: 8 }],
])

const MAX_AXES = 8
/** The maximum header size in bytes. */
export const IDX_HEAD = 4 + 4 * MAX_AXES

const NAMED = /(^|[.\-_])(idx\d?|ubyte)([.\-_]|$)/i

/** Whether a file name looks like that of an IDX file: train-images-idx3-ubyte.gz. */
export function isIdxName(path: string): boolean {
  return NAMED.test(path.slice(path.lastIndexOf('/') + 1))
}

/** Whether the bytes are the beginning of an IDX file. */
export function isIdx(bytes: Uint8Array): boolean {
  const axes = bytes[3] ?? 0
  return bytes[0] === 0 && bytes[1] === 0 && TYPES.has(bytes[2] ?? 0) && axes >= 1 && axes <= MAX_AXES
}

/** Parses the header of a file of `length` bytes. */
export function readIdxHeader(head: Uint8Array, length: number, file: string): ArrayHeader {
  const type = TYPES.get(head[2] ?? 0)
  if (!isIdx(head) || !type) refuse('idx-broken', { file })
  const axes = head[3] as number
  const dataAt = 4 + 4 * axes
  if (head.length < dataAt) refuse('idx-broken', { file })
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis))
  const required = valuesOf(shape) * type.size
  if (required !== length - dataAt) refuse('idx-length', { file, shape, wants: required, has: length - dataAt })
  return { type: { ...type, bigEndian: true }, shape, fortran: false, dataAt }
}
