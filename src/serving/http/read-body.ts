/** @file readBody: parses the body of an inference request into valid tensors, or returns the first problem with it. */

import { fail, ok, type Result } from '../../base/result'
import { describeValue, isRecord } from '../../data/describe-value'
import { emptyList, jsonFaults, expectedText as wanted } from '../../messages/en/serving'
import { type Message, message } from '../../messages/message'
import { MAX_BODY_BYTES, MAX_ROWS } from './http-types'
import type { InputNames } from './model-metadata'

export interface RequestTensor {
  readonly name: string
  /** The first axis counts the rows. */
  readonly shape: readonly number[]
  readonly datatype: string
  /** The values as a flat list, row by row. */
  readonly data: readonly unknown[]
}

export interface RequestBody {
  readonly id?: string
  readonly label?: string | number
  /** Set for a request from a load test ('load') or for a request replayed from the request panel ('again'). */
  readonly source?: 'load' | 'again'
  readonly inputs: readonly RequestTensor[]
  /** The names of the requested outputs; absent if all are requested. */
  readonly outputs?: readonly string[]
}

/** The size of a body in bytes. */
function sizeOfBody(body: Uint8Array | string): number {
  return typeof body === 'string' ? body.length : body.byteLength
}

/** Parses a body; `required` lists the input names of the model, for error messages. */
export function readBody(body: Uint8Array | string, required: InputNames): Result<RequestBody, Message> {
  const bytes = sizeOfBody(body)
  if (bytes > MAX_BODY_BYTES) return fail(message('url-body-large', { most: MAX_BODY_BYTES }))
  if (bytes === 0) return fail(message('url-body-empty', {}))
  const parsed = parse(body)
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (!isRecord(value)) return fail(message('url-json-object', { found: describeValue(value) }))
  if (!Array.isArray(value.inputs) || value.inputs.length === 0) {
    const none = Array.isArray(value.inputs) ? emptyList : describeValue(value.inputs)
    return fail(message('url-inputs', { found: none, wants: required }))
  }
  const inputs: RequestTensor[] = []
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

/**
 * Maximum length of a name in characters; `MAX_ID_LENGTH` limits the caller's request id, and `MAX_AXES` the number of
 * axes of a shape.
 */
const MAX_NAME_LENGTH = 200
const MAX_ID_LENGTH = 1000
const MAX_AXES = 32
/** Maximum nesting depth of lists and objects: the axes of a shape plus the levels that contain them. */
const MAX_DEPTH = 64
const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]

/** The request parameters that mark the source of a request. */
const SOURCE_MARKS = { load_test: 'load', asked_again: 'again' } as const

/** Reads the fields other than the inputs; null counts as missing. */
function readRest(
  value: Readonly<Record<string, unknown>>,
  inputs: readonly RequestTensor[],
): Result<RequestBody, Message> {
  const wrong = (key: string, is: unknown, required: string) =>
    fail(message('url-field', { key, found: describeValue(is), wants: required }))
  const { id = null, parameters = null, outputs = null } = value
  if (id !== null && (typeof id !== 'string' || id.length > MAX_ID_LENGTH))
    return wrong('id', id, wanted.shortText({ most: MAX_ID_LENGTH }))
  if (parameters !== null && !isRecord(parameters)) return wrong('parameters', parameters, wanted.object)
  const label = parameters?.label
  if (label !== undefined && typeof label !== 'string' && typeof label !== 'number') {
    return fail(message('url-label', { found: describeValue(label) }))
  }
  const marks = Object.entries(SOURCE_MARKS).map(([key, source]) => ({ key, source, is: parameters?.[key] ?? false }))
  const unfit = marks.find(({ is }) => typeof is !== 'boolean')
  if (unfit) return wrong(unfit.key, unfit.is, wanted.boolean)
  const marked = marks.find(({ is }) => is)
  const names: string[] = []
  if (outputs !== null && !Array.isArray(outputs)) return wrong('outputs', outputs, wanted.outputs)
  for (const one of (outputs ?? []) as readonly unknown[]) {
    const name = isRecord(one) ? one.name : undefined
    if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH)
      return wrong('outputs', outputs, wanted.outputNames({ most: MAX_NAME_LENGTH }))
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

/**
 * Matches number literals that other languages write but JSON does not allow. JSON strings may contain anything, so
 * they are removed first (TEXTS).
 */
const NOT_JSON = /[[,:\s](-?Infinity|-?NaN|nan|-?inf)\b/
const TEXTS = /"(?:[^"\\]|\\.)*"/g

function parse(body: Uint8Array | string): Result<unknown, Message> {
  let text = ''
  try {
    text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body)
    // Checked before parsing, because millions of nested lists would keep a JSON parser busy for seconds.
    if (isDeep(text)) return fail(message('url-json-deep', { most: MAX_DEPTH }))
    return ok(JSON.parse(text))
  } catch (error) {
    const word = NOT_JSON.exec(text.replace(TEXTS, '""'))?.[1]
    if (word) return fail(message('url-json-nan', { word }))
    if (text === '') return fail(message('url-json', { why: jsonFaults.encoding }))
    // Each JavaScript engine words its error differently and quotes the body, but all of them report the position.
    const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const why = place === undefined ? jsonFaults.end : jsonFaults.position({ character: Number(place) + 1 })
    return fail(message('url-json', { why }))
  }
}

/** Whether lists and objects are nested more deeply than in any valid request. */
function isDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (quoted) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) quoted = false
    } else if (code === QUOTE) quoted = true
    else if (code === LIST || code === OBJECT) {
      if (++depth > MAX_DEPTH) return true
    } else if (code === LIST_END || code === OBJECT_END) depth--
  }
  return false
}

function readTensor(value: unknown, at: number): Result<RequestTensor, Message> {
  const wrong = (key: string, is: unknown, required: string) =>
    fail(message('url-input', { at, key, found: describeValue(is), wants: required }))
  if (!isRecord(value)) return wrong('inputs', value, wanted.tensor)
  const { name, shape, datatype, data, parameters } = value
  if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH)
    return wrong('name', name, wanted.shortText({ most: MAX_NAME_LENGTH }))
  if (
    !Array.isArray(shape) ||
    shape.length > MAX_AXES ||
    !shape.every((n) => Number.isSafeInteger(n) && (n as number) >= 0)
  ) {
    return wrong('shape', shape, wanted.shape({ most: MAX_AXES }))
  }
  if (typeof datatype !== 'string' || datatype.length > MAX_NAME_LENGTH)
    return wrong('datatype', datatype, wanted.datatype)
  if (data === undefined && isRecord(parameters) && parameters.binary_data_size !== undefined) {
    return fail(message('url-binary', { name }))
  }
  if (!Array.isArray(data)) return wrong('data', data, wanted.values)
  const flat = flatOf(name, shape as readonly number[], data as readonly unknown[])
  return flat.ok ? ok({ name, shape: shape as readonly number[], datatype, data: flat.value }) : flat
}

/**
 * Flattens nested lists, which the protocol allows. They must match the axes of the shape, so that transposed or ragged
 * data is rejected; the innermost list may contain all remaining axes.
 */
function flatOf(name: string, shape: readonly number[], data: readonly unknown[]): Result<readonly unknown[], Message> {
  if (!data.some(Array.isArray)) return ok(data)
  const values: unknown[] = []
  const unlike = (axis: number, is: unknown, required?: number) =>
    message('url-nesting', {
      name,
      shape,
      depth: axis + 1,
      found: describeValue(is),
      ...(required === undefined ? {} : { wants: required }),
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

/**
 * Checks that all inputs have the same number of rows, that there is at least one row, and that there are not too many.
 */
function rowsProblem(inputs: readonly RequestTensor[]): Message | undefined {
  const [first] = inputs
  for (const { name, shape } of inputs) {
    const [rows] = shape
    if (rows === undefined) return message('url-rank', { name, is: shape, wants: [-1] })
    if (rows === 0) return message('url-rows-none', { name })
    if (rows > MAX_ROWS) return message('url-rows-many', { name, rows, most: MAX_ROWS })
    const firstRows = first?.shape[0] ?? 0
    if (first && rows !== firstRows) {
      return message('url-rows-differ', { name, rows, first: first.name, firstRows })
    }
  }
  return undefined
}
