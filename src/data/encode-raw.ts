/**
 * @file encodeRaw: samples as a person or a script writes them, as the numbers a network takes. Whatever does not fit is told
 * with its row: images are lists of lines of pixels (0 to 255), tables are records keyed by column, points are [x, y].
 */
import { type Message, message } from '../base/messages/message'
import { fail, ok, type Result } from '../base/result'
import { encodeOne, sizeOf } from './encode'
import { encodeImage } from './encode-raw-image'
import type { FittedColumn, FittedInput, Pipeline } from './pipeline'
import { found, isList, isRecord } from './found'

export interface EncodedInputs {
  readonly inputs: Float32Array<ArrayBuffer>[]
  readonly count: number
}

/** Encodes raw inputs: a list of samples, or for several inputs an object of lists keyed by node label. */
export function encodeRaw(pipeline: Pipeline, inputs: unknown): Result<EncodedInputs, Message> {
  const lists = listsOf(pipeline.inputs, inputs)
  if (!lists.ok) return lists
  const encoded: Float32Array<ArrayBuffer>[] = []
  for (const { input, samples } of lists.value) {
    const out = new Float32Array(samples.length * sizeOf(input))
    for (let row = 0; row < samples.length; row++) {
      const problem = encodeSample(input, samples[row], row, out)
      if (problem) return fail(problem)
    }
    encoded.push(out)
  }
  return ok({ inputs: encoded, count: lists.value[0]?.samples.length ?? 0 })
}

type Samples = { readonly input: FittedInput; readonly samples: ArrayLike<unknown> }

/** The samples of each input, as many for each. */
function listsOf(inputs: readonly FittedInput[], given: unknown): Result<readonly Samples[], Message> {
  const keyed = !isList(given) && isRecord(given)
  const [only] = inputs
  if (inputs.length === 1 && only && !(keyed && Object.hasOwn(given, only.label))) {
    if (!isList(given)) return fail(message('inputs-no-list', { input: only.label, found: found(given) }))
    return ok([{ input: only, samples: given }])
  }
  // One list of whole records serves every input that reads columns.
  const shared = isList(given) && inputs.every(({ kind }) => kind === 'columns') ? given : undefined
  if (!shared && !keyed) {
    return fail(message('inputs-no-object', { inputs: inputs.map(({ label }) => label), found: found(given) }))
  }
  const lists: Samples[] = []
  for (const input of inputs) {
    const { label } = input
    const samples = shared ?? (keyed && Object.hasOwn(given, label) ? given[label] : undefined)
    if (samples === undefined) return fail(message('input-missing', { input: label }))
    if (!isList(samples)) return fail(message('inputs-no-list', { input: label, found: found(samples) }))
    const first = lists[0]
    if (first && first.samples.length !== samples.length) {
      const [rows, firstRows] = [samples.length, first.samples.length]
      return fail(message('input-counts-differ', { input: label, rows, first: first.input.label, firstRows }))
    }
    lists.push({ input, samples })
  }
  return ok(lists)
}

/** Writes one sample at its row; returns what is wrong with it, if anything. */
function encodeSample(input: FittedInput, sample: unknown, row: number, out: Float32Array): Message | undefined {
  if (input.kind === 'image') return encodeImage(input, sample, row, out)
  const { columns } = input
  const names = columns.map(({ column }) => column)
  const place = { row: row + 1, input: input.label }
  const plane = columns.every(({ op }) => op === 'identity')
  if (plane && isList(sample) && sample.length !== columns.length) {
    return message('row-no-point', { ...place, found: found(sample), columns: names })
  }
  const asPoint = plane && isList(sample)
  if (!asPoint && (isList(sample) || !isRecord(sample))) {
    const code = plane ? 'row-no-point' : 'row-no-record'
    return message(code, { ...place, found: found(sample), columns: names })
  }
  let at = row * sizeOf(input)
  for (const [index, fitted] of columns.entries()) {
    const value = isList(sample)
      ? sample[index]
      : Object.hasOwn(sample, fitted.column)
        ? sample[fitted.column]
        : undefined
    if (value === undefined) return message('row-lacks-column', { ...place, column: fitted.column })
    const read = readValue(fitted, value)
    if (read === undefined) {
      const { column } = fitted
      return fitted.op === 'oneHot'
        ? message('value-no-class', { ...place, column, found: found(value), values: fitted.values })
        : message('value-no-number', { ...place, column, found: found(value) })
    }
    encodeOne(fitted, read, out, at)
    at += fitted.op === 'oneHot' ? fitted.values.length : 1
  }
  return undefined
}

/** What `encodeOne` takes for a raw value; null is a missing one. Undefined when it is neither a number nor a known class. */
function readValue(fitted: FittedColumn, value: unknown): number | undefined {
  if (fitted.op === 'oneHot') {
    if (value === null) return -1
    const at = typeof value === 'string' ? fitted.values.indexOf(value) : -1
    return at < 0 ? undefined : at
  }
  if (value === null) return Number.NaN
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
