/**
 * @file readInputs: converts the tensors of a request to rows. The tensors are either encoded (one per model input) or
 * a table (one per column); both forms are checked against the types and shapes of the pipeline. The Validate stage
 * later checks the values against the value ranges and categories of the training set.
 */

import { fail, ok, type Result } from '../../base/result'
import { describeValue } from '../../data/describe-value'
import type { FittedInput, Pipeline } from '../../data/pipeline'
import { expectedText as wanted } from '../../messages/en/serving'
import { type Message, message } from '../../messages/message'
import type { InferInput } from './http-types'
import { columnsIn, type InputNames, inputNames, type TableColumn, tensorsIn } from './model-metadata'
import type { RequestTensor } from './read-body'

/** The largest finite float32. */
const MAX_FLOAT32 = 3.4028234663852886e38

/** Converts these tensors to rows, or returns the first problem with them. */
export function readInputs(pipeline: Pipeline, tensors: readonly RequestTensor[]): Result<InferInput, Message> {
  const columns = columnsIn(pipeline)
  return isEncoded(pipeline, columns, tensors) ? readTensors(pipeline, tensors) : readTable(pipeline, columns, tensors)
}

/**
 * Whether the tensors are encoded model inputs. If an input and a column have the same name, the datatype and the rank
 * decide.
 */
function isEncoded(pipeline: Pipeline, columns: readonly TableColumn[], given: readonly RequestTensor[]): boolean {
  const labels = new Map(pipeline.inputs.map((tensors) => [tensors.label, tensors]))
  const names = new Map(columns.map((column) => [column.name, column]))
  const [known] = given.filter(({ name }) => labels.has(name) !== names.has(name))
  if (known) return labels.has(known.name)
  return given.every(({ name, datatype, shape }) => {
    const tensors = labels.get(name)
    const column = names.get(name)
    if (!tensors || !column) return false
    if (datatype !== 'FP32') return false
    return column.type === 'image' || shape.length !== column.shape.length + 1 || column.shape.length > 0
  })
}

function readTensors(pipeline: Pipeline, tensors: readonly RequestTensor[]): Result<InferInput, Message> {
  const metas = tensorsIn(pipeline)
  const missed = namesProblem(
    metas.map(({ name }) => name),
    tensors,
    inputNames(pipeline),
  )
  if (missed) return fail(missed)
  const inputs: Float32Array<ArrayBuffer>[] = []
  for (const [i, { name, shape }] of metas.entries()) {
    const tensor = tensors.find((one) => one.name === name) as RequestTensor
    if (tensor.datatype !== 'FP32') return fail(message('url-datatype', { name, is: tensor.datatype, wants: ['FP32'] }))
    const unfit = shapeProblem(tensor, shape)
    if (unfit) return fail(unfit)
    const values = new Float32Array(tensor.data.length)
    const problem = copyNumbers(tensor, values, rangeOf(pipeline.inputs[i] as FittedInput))
    if (problem) return fail(problem)
    inputs.push(values)
  }
  return ok({ encoded: inputs, count: tensors[0]?.shape[0] ?? 0 })
}

/** The valid range of an encoded input. */
function rangeOf(tensors: FittedInput): readonly [number, number] {
  return tensors.kind === 'image' ? [0, 255 * tensors.scale] : [-MAX_FLOAT32, MAX_FLOAT32]
}

function copyNumbers(
  { name, shape, data }: RequestTensor,
  out: Float32Array,
  [low, high]: readonly [number, number],
): Message | undefined {
  const rowOf = (at: number) => Math.floor(at / (data.length / (shape[0] as number)))
  for (let i = 0; i < data.length; i++) {
    const value = data[i]
    if (typeof value !== 'number' || !(Math.abs(value) <= MAX_FLOAT32)) {
      return message('url-value', { name, row: rowOf(i), found: describeValue(value), wants: wanted.float32 })
    }
    out[i] = value
    // The upper limit is rounded to float32, because a valid value can round up to it.
    const stored = out[i] as number
    if (stored < low || stored > Math.fround(high))
      return message('url-range', { name, row: rowOf(i), value, low, high })
  }
  return undefined
}

function readTable(
  pipeline: Pipeline,
  columns: readonly TableColumn[],
  tensors: readonly RequestTensor[],
): Result<InferInput, Message> {
  const missed = namesProblem(
    columns.map(({ name }) => name),
    tensors,
    inputNames(pipeline),
  )
  if (missed) return fail(missed)
  const count = tensors[0]?.shape[0] ?? 0
  // Created without a prototype, because a column can have the name of an inherited property.
  const samples: Record<string, unknown>[] = Array.from({ length: count }, () => Object.create(null))
  for (const column of columns) {
    const tensor = tensors.find(({ name }) => name === column.name) as RequestTensor
    const problem = columnProblem(tensor, column)
    if (problem) return fail(problem)
    const size = column.shape.reduce((product, n) => product * n, 1)
    for (let row = 0; row < count; row++) {
      const sample = samples[row] as Record<string, unknown>
      sample[column.name] = valueAt(tensor.data, column, row, size)
    }
  }
  return ok({ rows: samples })
}

function valueAt(data: readonly unknown[], { shape }: TableColumn, row: number, size: number): unknown {
  return shape.length === 0 ? data[row] : data.slice(row * size, (row + 1) * size)
}

/** Finds the first value of a column that does not fit its type. */
function columnProblem(tensor: RequestTensor, column: TableColumn): Message | undefined {
  const { name, datatype, data } = tensor
  if (!column.datatypes.includes(datatype)) {
    return message('url-datatype', { name, is: datatype, wants: column.datatypes.slice(0, 2) })
  }
  const unfit = shapeProblem(tensor, [-1, ...column.shape])
  if (unfit) return unfit
  const size = data.length / (tensor.shape[0] as number)
  const whole = wholeOf(datatype)
  const wrong = (i: number, required: string) =>
    message('url-value', { name, row: Math.floor(i / size), found: describeValue(data[i]), wants: required })
  for (let i = 0; i < data.length; i++) {
    const value = data[i]
    // Missing values are handled by the preprocessing steps of the column.
    if (value === null && column.type !== 'image') continue
    if (datatype === 'BYTES') {
      if (typeof value !== 'string') return wrong(i, wanted.text)
      continue
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) return wrong(i, wanted.finite)
    if (!column.wide && Math.abs(value) > MAX_FLOAT32) return wrong(i, wanted.upTo({ most: MAX_FLOAT32 }))
    if (column.type === 'image' && !(value >= 0 && value <= 255)) {
      return message('url-range', { name, row: Math.floor(i / size), value, low: 0, high: 255 })
    }
    if (whole && !(Number.isInteger(value) && value >= whole[0] && value <= whole[1])) {
      return wrong(i, wanted.whole({ least: whole[0], most: whole[1], datatype }))
    }
  }
  return undefined
}

/**
 * Returns the minimum and maximum of an integer datatype; for 64 bits, the range of integers that JSON represents
 * exactly (RFC 8259, section 6).
 */
function wholeOf(datatype: string): readonly [number, number] | undefined {
  const [, unsigned, bits] = /^(U?)INT(\d+)$/.exec(datatype) ?? []
  if (bits === undefined) return undefined
  const most = Math.min(2 ** (Number(bits) - (unsigned ? 0 : 1)) - 1, Number.MAX_SAFE_INTEGER)
  return unsigned ? [0, most] : [Math.max(-most - 1, Number.MIN_SAFE_INTEGER), most]
}

/**
 * Checks the names of the tensors. `required` contains the names for the detected form; error messages list `either`,
 * the names for both forms.
 */
function namesProblem(
  required: readonly string[],
  tensors: readonly RequestTensor[],
  either: InputNames,
): Message | undefined {
  const names = tensors.map(({ name }) => name)
  const unknown = names.find((name) => !required.includes(name))
  if (unknown !== undefined) return message('url-input-unknown', { name: unknown, wants: either })
  const missing = required.find((name) => !names.includes(name))
  return missing === undefined ? undefined : message('url-input-missing', { name: missing, given: names })
}

/** Checks the shape and the number of values; the first axis, which counts the rows, can have any length. */
function shapeProblem({ name, shape, data }: RequestTensor, required: readonly number[]): Message | undefined {
  const args = { name, is: shape, wants: required }
  if (shape.length !== required.length) return message('url-rank', args)
  const [is, should] = [shape.slice(1), required.slice(1)]
  if (is.every((n, i) => n === should[i])) {
    const values = shape.reduce((product, n) => product * n, 1)
    return data.length === values ? undefined : message('url-length', { name, has: data.length, wants: values, shape })
  }
  const sorted = (list: readonly number[]) => String([...list].sort((a, b) => a - b))
  return message(sorted(is) === sorted(should) ? 'url-shape-order' : 'url-shape', args)
}
