/**
 * @file encodeRaw: encodes raw samples from a user or a script as network inputs, and reports the row of a sample that
 * does not fit. Images are lists of rows of pixels (0 to 255), table rows are records keyed by column name, and points
 * are [x, y].
 */
import '../messages/en/raw-values'
import { fail, ok, type Result } from '../base/result'
import { type Message, message } from '../messages/message'
import { describeValue, isList, isRecord } from './describe-value'
import { writeValues } from './encode-rows'
import { type FittedInput, type Pipeline, sizeOf } from './pipeline'
import { allocateValues, encodeImage, readValue, type ValueBuffer } from './read-raw-value'
import { channelsOf } from './transforms/channels'
import { applyToValues, finalForm } from './transforms/step-chain'

export interface EncodedInputs {
  readonly inputs: Float32Array<ArrayBuffer>[]
  readonly count: number
}

/** Encodes raw inputs: a list of samples or, for several inputs, an object with one list per node label. */
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

/** The number of samples per block; blocks keep memory usage low for long samples. */
const BLOCK = 256

/** Reads all samples, then applies the same preparation steps as for table rows. */
function encodeColumns(input: ColumnsInput, samples: ArrayLike<unknown>, out: Float32Array): Message | undefined {
  for (let first = 0; first < samples.length; first += BLOCK) {
    const count = Math.min(BLOCK, samples.length - first)
    const buffers = input.columns.map((fitted) => allocateValues(fitted, count))
    for (let i = 0; i < count; i++) {
      const problem = readSample(input, samples[first + i], first + i, i, buffers)
      if (problem) return problem
    }
    let at = 0
    input.columns.forEach((fitted, k) => {
      const form = finalForm(fitted)
      writeValues(applyToValues(fitted, buffers[k] ?? []), form, out, { first, at, shape: input.shape })
      at += channelsOf(form)
    })
  }
  return undefined
}

type Samples = { readonly input: FittedInput; readonly samples: ArrayLike<unknown> }

/** Extracts the samples of each input; every input must have the same number of samples. */
function listsOf(inputs: readonly FittedInput[], values: unknown): Result<readonly Samples[], Message> {
  const keyed = !isList(values) && isRecord(values)
  const [only] = inputs
  if (inputs.length === 1 && only && !(keyed && Object.hasOwn(values, only.label))) {
    if (!isList(values)) return fail(message('inputs-no-list', { input: only.label, found: describeValue(values) }))
    return ok([{ input: only, samples: values }])
  }
  // If all inputs read columns, all of them share one list of complete records.
  const shared = isList(values) && inputs.every(({ kind }) => kind === 'columns') ? values : undefined
  if (!shared && !keyed) {
    return fail(message('inputs-no-object', { inputs: inputs.map(({ label }) => label), found: describeValue(values) }))
  }
  const lists: Samples[] = []
  for (const input of inputs) {
    const { label } = input
    const samples = shared ?? (keyed && Object.hasOwn(values, label) ? values[label] : undefined)
    if (samples === undefined) return fail(message('input-missing', { input: label }))
    if (!isList(samples)) return fail(message('inputs-no-list', { input: label, found: describeValue(samples) }))
    const first = lists[0]
    if (first && first.samples.length !== samples.length) {
      const [rows, firstRows] = [samples.length, first.samples.length]
      return fail(message('input-counts-differ', { input: label, rows, first: first.input.label, firstRows }))
    }
    lists.push({ input, samples })
  }
  return ok(lists)
}

/** Reads one sample into row `at` of the column buffers; returns a problem if the sample does not fit. */
function readSample(
  input: ColumnsInput,
  sample: unknown,
  row: number,
  at: number,
  buffers: readonly ValueBuffer[],
): Message | undefined {
  const { columns, plane } = input
  const names = columns.map(({ column }) => column)
  const ref = { row, input: input.label }
  if (plane && isList(sample) && sample.length !== columns.length) {
    return message('row-no-point', { ...ref, found: describeValue(sample), columns: names })
  }
  const [only] = columns
  // A sample that is a single string, image or array does not need to name its column.
  const bare = columns.length === 1 && only && BARE.has(only.from.type) && !isNamed(sample, only.column)
  const asPoint = plane && isList(sample)
  if (!asPoint && !bare && (isList(sample) || !isRecord(sample))) {
    const code = plane ? 'row-no-point' : 'row-no-record'
    return message(code, { ...ref, found: describeValue(sample), columns: names })
  }
  for (const [index, fitted] of columns.entries()) {
    const value = bare ? sample : valueIn(sample, index, fitted.column)
    if (value === undefined && !bare) return message('row-lacks-column', { ...ref, column: fitted.column })
    const problem = readValue(fitted, value, ref, buffers[index] ?? [], at)
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
