/**
 * @file encodeRaw: samples as a person or a script writes them, as the numbers a network takes. Whatever does not fit is told
 * with its row: images are lists of lines of pixels (0 to 255), tables are records keyed by column, points are [x, y].
 */
import '../messages/en/raw-values'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import { placeValues } from './encode'
import { encodeImage } from './encode-raw-image'
import { readValue, type Room, roomFor } from './encode-raw-value'
import { type FittedInput, type Pipeline, sizeOf } from './pipeline'
import { applyRead, endOf } from './transforms/chain'
import { channelsOf } from './transforms/numbers'
import { found, isList, isRecord } from './describe-value'

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
    const problem = input.kind === 'image' ? encodeImages(input, samples, out) : encodeColumns(input, samples, out)
    if (problem) return fail(problem)
    encoded.push(out)
  }
  return ok({ inputs: encoded, count: lists.value[0]?.samples.length ?? 0 })
}

type ColumnsInput = Extract<FittedInput, { kind: 'columns' }>

function encodeImages(
  input: Extract<FittedInput, { kind: 'image' }>,
  samples: ArrayLike<unknown>,
  out: Float32Array,
): Message | undefined {
  for (let row = 0; row < samples.length; row++) {
    const problem = encodeImage(input, samples[row], row, out)
    if (problem) return problem
  }
  return undefined
}

/** Samples at a time, so that those that are long need no room for all. */
const PART = 256

/** Reads every sample, then sends them through the steps that rows of a table go through. */
function encodeColumns(input: ColumnsInput, samples: ArrayLike<unknown>, out: Float32Array): Message | undefined {
  for (let first = 0; first < samples.length; first += PART) {
    const count = Math.min(PART, samples.length - first)
    const rooms = input.columns.map((fitted) => roomFor(fitted, count))
    for (let i = 0; i < count; i++) {
      const problem = readSample(input, samples[first + i], first + i, i, rooms)
      if (problem) return problem
    }
    let at = 0
    input.columns.forEach((fitted, k) => {
      const form = endOf(fitted)
      placeValues(applyRead(fitted, rooms[k] ?? []), form, out, { first, at, shape: input.shape })
      at += channelsOf(form)
    })
  }
  return undefined
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

/** Reads one sample into the rooms of the columns, as row `at` of them; returns what is wrong with it, if anything. */
function readSample(
  input: ColumnsInput,
  sample: unknown,
  row: number,
  at: number,
  rooms: readonly Room[],
): Message | undefined {
  const { columns, plane } = input
  const names = columns.map(({ column }) => column)
  const place = { row, input: input.label }
  if (plane && isList(sample) && sample.length !== columns.length) {
    return message('row-no-point', { ...place, found: found(sample), columns: names })
  }
  const [only] = columns
  // A text, a picture or a series that is all there is needs no name.
  const bare = columns.length === 1 && only && BARE.has(only.from.type) && !isNamed(sample, only.column)
  const asPoint = plane && isList(sample)
  if (!asPoint && !bare && (isList(sample) || !isRecord(sample))) {
    const code = plane ? 'row-no-point' : 'row-no-record'
    return message(code, { ...place, found: found(sample), columns: names })
  }
  for (const [index, fitted] of columns.entries()) {
    const value = bare ? sample : valueIn(sample, index, fitted.column)
    if (value === undefined && !bare) return message('row-lacks-column', { ...place, column: fitted.column })
    const problem = readValue(fitted, value, place, rooms[index] ?? [], at)
    if (problem) return problem
  }
  return undefined
}

const BARE: ReadonlySet<string> = new Set(['text', 'time', 'image', 'array'])

function isNamed(sample: unknown, column: string): boolean {
  return !isList(sample) && isRecord(sample) && Object.hasOwn(sample, column)
}

function valueIn(sample: unknown, index: number, column: string): unknown {
  if (isList(sample)) return sample[index]
  return isRecord(sample) && Object.hasOwn(sample, column) ? sample[column] : undefined
}
