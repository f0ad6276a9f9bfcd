/**
 * @file readInputs: the tensors of a request as rows to be answered. They come either encoded, one tensor a model input, or as a table,
 * one tensor a column; both are held against the types and shapes of the pipeline. Whether a value is one that training saw is asked
 * by what serves: a drawing says what it does about it.
 */
import { type Message, message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import { found } from '../../data/describe-value'
import type { FittedInput, Pipeline } from '../../data/pipeline'
import type { Given } from './http'
import type { GivenTensor } from './read-body'
import { columnsIn, type InputNames, inputNames, type TableColumn, tensorsIn } from './schema'

/** The largest float32. */
const MOST = 3.4028234663852886e38

/** The rows that were given, or what of them does not fit. */
export function readInputs(pipeline: Pipeline, given: readonly GivenTensor[]): Result<Given, Message> {
  const columns = columnsIn(pipeline)
  return isEncoded(pipeline, columns, given) ? readTensors(pipeline, given) : readTable(pipeline, columns, given)
}

/** Whether the tensors are the model's inputs. Where an input is called as its column, the datatype and the rank tell. */
function isEncoded(pipeline: Pipeline, columns: readonly TableColumn[], given: readonly GivenTensor[]): boolean {
  const labels = new Map(pipeline.inputs.map((input) => [input.label, input]))
  const names = new Map(columns.map((column) => [column.name, column]))
  const [known] = given.filter(({ name }) => labels.has(name) !== names.has(name))
  if (known) return labels.has(known.name)
  return given.every(({ name, datatype, shape }) => {
    const input = labels.get(name)
    const column = names.get(name)
    if (!input || !column) return false
    if (datatype !== 'FP32') return false
    return column.type === 'image' || shape.length !== column.shape.length + 1 || column.shape.length > 0
  })
}

function readTensors(pipeline: Pipeline, given: readonly GivenTensor[]): Result<Given, Message> {
  const metas = tensorsIn(pipeline)
  const missed = namesProblem(
    metas.map(({ name }) => name),
    given,
    inputNames(pipeline),
  )
  if (missed) return fail(missed)
  const inputs: Float32Array<ArrayBuffer>[] = []
  for (const [i, { name, shape }] of metas.entries()) {
    const tensor = given.find((one) => one.name === name) as GivenTensor
    if (tensor.datatype !== 'FP32') return fail(message('url-datatype', { name, is: tensor.datatype, wants: ['FP32'] }))
    const unfit = shapeProblem(tensor, shape)
    if (unfit) return fail(unfit)
    const values = new Float32Array(tensor.data.length)
    const problem = copyNumbers(tensor, values, rangeOf(pipeline.inputs[i] as FittedInput))
    if (problem) return fail(problem)
    inputs.push(values)
  }
  return ok({ encoded: inputs, count: given[0]?.shape[0] ?? 0 })
}

/** Between which values an encoded input lies, where that is known. */
function rangeOf(input: FittedInput): readonly [number, number] {
  return input.kind === 'image' ? [0, 255 * input.scale] : [-MOST, MOST]
}

function copyNumbers(
  { name, shape, data }: GivenTensor,
  out: Float32Array,
  [low, high]: readonly [number, number],
): Message | undefined {
  const rowOf = (at: number) => Math.floor(at / (data.length / (shape[0] as number)))
  for (let i = 0; i < data.length; i++) {
    const value = data[i]
    if (typeof value !== 'number' || !(Math.abs(value) <= MOST)) {
      return message('url-value', { name, row: rowOf(i), found: found(value), wants: 'a finite number of FP32' })
    }
    out[i] = value
    // What float32 rounds up to above the end is the end.
    const kept = out[i] as number
    if (kept < low || kept > Math.fround(high)) return message('url-range', { name, row: rowOf(i), value, low, high })
  }
  return undefined
}

function readTable(
  pipeline: Pipeline,
  columns: readonly TableColumn[],
  given: readonly GivenTensor[],
): Result<Given, Message> {
  const missed = namesProblem(
    columns.map(({ name }) => name),
    given,
    inputNames(pipeline),
  )
  if (missed) return fail(missed)
  const count = given[0]?.shape[0] ?? 0
  // Without a prototype: a column may be called as anything that objects inherit.
  const samples: Record<string, unknown>[] = Array.from({ length: count }, () => Object.create(null))
  for (const column of columns) {
    const tensor = given.find(({ name }) => name === column.name) as GivenTensor
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

/** What of a column does not fit its type; what it means is asked where it is served. */
function columnProblem(tensor: GivenTensor, column: TableColumn): Message | undefined {
  const { name, datatype, data } = tensor
  if (!column.datatypes.includes(datatype)) {
    return message('url-datatype', { name, is: datatype, wants: column.datatypes.slice(0, 2) })
  }
  const unfit = shapeProblem(tensor, [-1, ...column.shape])
  if (unfit) return unfit
  const size = data.length / (tensor.shape[0] as number)
  const whole = wholeOf(datatype)
  const wrong = (i: number, wants: string) =>
    message('url-value', { name, row: Math.floor(i / size), found: found(data[i]), wants })
  for (let i = 0; i < data.length; i++) {
    const value = data[i]
    // A column's steps say what a missing value becomes.
    if (value === null && column.type !== 'image') continue
    if (datatype === 'BYTES') {
      if (typeof value !== 'string') return wrong(i, 'a text')
      continue
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) return wrong(i, 'a finite number')
    if (!column.wide && Math.abs(value) > MOST) return wrong(i, `a number up to ${MOST}`)
    if (column.type === 'image' && !(value >= 0 && value <= 255)) {
      return message('url-range', { name, row: Math.floor(i / size), value, low: 0, high: 255 })
    }
    if (whole && !(Number.isInteger(value) && value >= whole[0] && value <= whole[1])) {
      return wrong(i, `a whole number from ${whole[0]} to ${whole[1]}, as ${datatype} has them`)
    }
  }
  return undefined
}

/** The least and the most of a datatype of whole numbers: of 64 bits those that JSON brings exactly (RFC 8259, 6). */
function wholeOf(datatype: string): readonly [number, number] | undefined {
  const [, unsigned, bits] = /^(U?)INT(\d+)$/.exec(datatype) ?? []
  if (bits === undefined) return undefined
  const most = Math.min(2 ** (Number(bits) - (unsigned ? 0 : 1)) - 1, Number.MAX_SAFE_INTEGER)
  return unsigned ? [0, most] : [Math.max(-most - 1, Number.MIN_SAFE_INTEGER), most]
}

/** `wants` are the names of the way that was taken; whoever gave another is told both. */
function namesProblem(
  wants: readonly string[],
  given: readonly GivenTensor[],
  either: InputNames,
): Message | undefined {
  const names = given.map(({ name }) => name)
  const unknown = names.find((name) => !wants.includes(name))
  if (unknown !== undefined) return message('url-input-unknown', { name: unknown, wants: either })
  const missing = wants.find((name) => !names.includes(name))
  return missing === undefined ? undefined : message('url-input-missing', { name: missing, given: names })
}

/** Rows may be any; the other axes are as they are, and the values as many: a shape that is wrong is told before what it would hold. */
function shapeProblem({ name, shape, data }: GivenTensor, wants: readonly number[]): Message | undefined {
  const args = { name, is: shape, wants }
  if (shape.length !== wants.length) return message('url-rank', args)
  const [is, should] = [shape.slice(1), wants.slice(1)]
  if (is.every((n, i) => n === should[i])) {
    const values = shape.reduce((product, n) => product * n, 1)
    return data.length === values ? undefined : message('url-length', { name, has: data.length, wants: values, shape })
  }
  const sorted = (list: readonly number[]) => String([...list].sort((a, b) => a - b))
  return message(sorted(is) === sorted(should) ? 'url-shape-order' : 'url-shape', args)
}
