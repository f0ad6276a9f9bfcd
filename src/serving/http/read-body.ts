/** @file readBody: the body of an inference request as inputs that keep to the protocol, or the one sentence on what is wrong with it. */
import { type Message, message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import { found, isRecord } from '../../data/describe-value'
import { MOST_BODY, MOST_ROWS } from './http'
import type { InputNames } from './schema'

export interface GivenTensor {
  readonly name: string
  /** The rows first. */
  readonly shape: readonly number[]
  readonly datatype: string
  /** Flat, row by row. */
  readonly data: readonly unknown[]
}

export interface GivenBody {
  readonly id?: string
  readonly label?: string | number
  /** One of a load test's, or asked again by who looks at a request. */
  readonly source?: 'load' | 'again'
  readonly inputs: readonly GivenTensor[]
  /** Names of the outputs that are wanted; absent, all. */
  readonly outputs?: readonly string[]
}

/** Bytes of a body. */
function sizeOfBody(body: Uint8Array | string): number {
  return typeof body === 'string' ? body.length : body.byteLength
}

/** Reads the body. `wants` names the inputs that the model takes, for sentences. */
export function readBody(body: Uint8Array | string, wants: InputNames): Result<GivenBody, Message> {
  const bytes = sizeOfBody(body)
  if (bytes > MOST_BODY) return fail(message('url-body-large', { most: MOST_BODY }))
  if (bytes === 0) return fail(message('url-body-empty', {}))
  const parsed = parse(body)
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (!isRecord(value)) return fail(message('url-json-object', { found: found(value) }))
  if (!Array.isArray(value.inputs) || value.inputs.length === 0) {
    const none = Array.isArray(value.inputs) ? 'an empty list' : found(value.inputs)
    return fail(message('url-inputs', { found: none, wants }))
  }
  const inputs: GivenTensor[] = []
  const names = new Set<string>()
  for (const [at, one] of (value.inputs as readonly unknown[]).entries()) {
    const tensor = readTensor(one, at)
    if (!tensor.ok) return tensor
    const { name } = tensor.value
    if (names.has(name)) return fail(message('url-input-twice', { name }))
    names.add(name)
    inputs.push(tensor.value)
  }
  const miscounted = rowsProblem(inputs)
  if (miscounted) return fail(miscounted)
  return readRest(value, inputs)
}

/** Letters of a name, and of the caller's own id; axes of a shape. */
const LONGEST_NAME = 200
const LONGEST_ID = 1000
const MOST_AXES = 32
/** Of lists within lists: the axes of a shape, and what is around them. */
const MOST_DEPTH = 64
const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]

/** Parameters by which a request says what it is one of. */
const SOURCE_MARKS = { load_test: 'load', asked_again: 'again' } as const

/** What stands beside the inputs; left out and null are the same. */
function readRest(
  value: Readonly<Record<string, unknown>>,
  inputs: readonly GivenTensor[],
): Result<GivenBody, Message> {
  const wrong = (key: string, is: unknown, wants: string) =>
    fail(message('url-field', { key, found: found(is), wants }))
  const { id = null, parameters = null, outputs = null } = value
  if (id !== null && (typeof id !== 'string' || id.length > LONGEST_ID))
    return wrong('id', id, `a text of at most ${LONGEST_ID} letters`)
  if (parameters !== null && !isRecord(parameters)) return wrong('parameters', parameters, 'an object')
  const label = parameters?.label
  if (label !== undefined && typeof label !== 'string' && typeof label !== 'number') {
    return fail(message('url-label', { found: found(label) }))
  }
  const marks = Object.entries(SOURCE_MARKS).map(([key, source]) => ({ key, source, is: parameters?.[key] ?? false }))
  const unfit = marks.find(({ is }) => typeof is !== 'boolean')
  if (unfit) return wrong(unfit.key, unfit.is, 'true or false')
  const marked = marks.find(({ is }) => is)
  const names: string[] = []
  if (outputs !== null && !Array.isArray(outputs)) return wrong('outputs', outputs, 'a list of {"name"}')
  for (const one of (outputs ?? []) as readonly unknown[]) {
    const name = isRecord(one) ? one.name : undefined
    if (typeof name !== 'string' || name.length > LONGEST_NAME)
      return wrong('outputs', outputs, `a list of {"name"}, each a text of at most ${LONGEST_NAME} letters`)
    names.push(name)
  }
  return ok({
    inputs,
    ...(id === null ? {} : { id }),
    ...(label === undefined ? {} : { label }),
    ...(marked ? { source: marked.source } : {}),
    ...(names.length > 0 ? { outputs: names } : {}),
  })
}

/** What other languages write for what JSON has no number for; and texts, in which all may stand. */
const NOT_JSON = /[[,:\s](-?Infinity|-?NaN|nan|-?inf)\b/
const TEXTS = /"(?:[^"\\]|\\.)*"/g

function parse(body: Uint8Array | string): Result<unknown, Message> {
  let text = ''
  try {
    text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body)
    // Lists within millions of lists keep a reader of JSON busy for seconds.
    if (isDeep(text)) return fail(message('url-json-deep', { most: MOST_DEPTH }))
    return ok(JSON.parse(text))
  } catch (error) {
    const word = NOT_JSON.exec(text.replace(TEXTS, '""'))?.[1]
    if (word) return fail(message('url-json-nan', { word }))
    if (text === '') return fail(message('url-json', { why: 'its bytes are not UTF-8' }))
    // Engines word it differently, and quote what was sent: the place is what all of them tell.
    const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const why = place === undefined ? 'it ends too early or has a sign too many' : `at character ${Number(place) + 1}`
    return fail(message('url-json', { why }))
  }
}

/** Whether lists and objects lie deeper within each other than any request has them. */
function isDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i)
    if (quoted) {
      if (sign === BACKSLASH) i++
      else if (sign === QUOTE) quoted = false
    } else if (sign === QUOTE) quoted = true
    else if (sign === LIST || sign === OBJECT) {
      if (++depth > MOST_DEPTH) return true
    } else if (sign === LIST_END || sign === OBJECT_END) depth--
  }
  return false
}

function readTensor(value: unknown, at: number): Result<GivenTensor, Message> {
  const wrong = (key: string, is: unknown, wants: string) =>
    fail(message('url-input', { at, key, found: found(is), wants }))
  if (!isRecord(value)) return wrong('inputs', value, 'an object with name, shape, datatype and data')
  const { name, shape, datatype, data, parameters } = value
  if (typeof name !== 'string' || name.length > LONGEST_NAME)
    return wrong('name', name, 'a text of at most 200 letters')
  if (
    !Array.isArray(shape) ||
    shape.length > MOST_AXES ||
    !shape.every((n) => Number.isSafeInteger(n) && (n as number) >= 0)
  ) {
    return wrong('shape', shape, `a list of at most ${MOST_AXES} whole numbers, the rows first`)
  }
  if (typeof datatype !== 'string' || datatype.length > LONGEST_NAME)
    return wrong('datatype', datatype, 'a text such as FP32')
  if (data === undefined && isRecord(parameters) && parameters.binary_data_size !== undefined) {
    return fail(message('url-binary', { name }))
  }
  if (!Array.isArray(data)) return wrong('data', data, 'a list of values')
  const flat = flatOf(name, shape as readonly number[], data as readonly unknown[])
  return flat.ok ? ok({ name, shape: shape as readonly number[], datatype, data: flat.value }) : flat
}

/**
 * Values of lists within lists, one after another, as the protocol allows them. Lists follow the axes, so that what is turned or ragged is
 * not read as something else, and none goes deeper than there are axes; the innermost may have all that is left in one.
 */
function flatOf(name: string, shape: readonly number[], data: readonly unknown[]): Result<readonly unknown[], Message> {
  if (!data.some(Array.isArray)) return ok(data)
  const values: unknown[] = []
  const unlike = (axis: number, is: unknown, wants?: number) =>
    message('url-nesting', {
      name,
      shape,
      depth: axis + 1,
      found: found(is),
      ...(wants === undefined ? {} : { wants }),
    })
  function take(list: readonly unknown[], axis: number): Message | undefined {
    if (!list.some(Array.isArray)) {
      const left = shape.slice(axis).reduce((product, n) => product * n, 1)
      if (list.length !== left) return unlike(axis, list, left)
      for (const value of list) values.push(value)
      return undefined
    }
    const length = shape[axis]
    if (length === undefined) return unlike(axis, list)
    if (list.length !== length) return unlike(axis, list, length)
    for (const one of list) {
      const problem = Array.isArray(one)
        ? take(one as readonly unknown[], axis + 1)
        : unlike(axis + 1, one, shape[axis + 1] ?? 1)
      if (problem) return problem
    }
    return undefined
  }
  const problem = take(data, 0)
  return problem ? fail(problem) : ok(values)
}

/** Rows are as many in every input, one at least, and not too many. */
function rowsProblem(inputs: readonly GivenTensor[]): Message | undefined {
  const [first] = inputs
  for (const { name, shape } of inputs) {
    const [rows] = shape
    if (rows === undefined) return message('url-rank', { name, is: shape, wants: [-1] })
    if (rows === 0) return message('url-rows-none', { name })
    if (rows > MOST_ROWS) return message('url-rows-many', { name, rows, most: MOST_ROWS })
    const firstRows = first?.shape[0] ?? 0
    if (first && rows !== firstRows) {
      return message('url-rows-differ', { name, rows, first: first.name, firstRows })
    }
  }
  return undefined
}
