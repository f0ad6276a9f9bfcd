/**
 * @file encodeRows and encodeTargets: apply a fitted pipeline to the rows of a dataset and return the numbers for the
 * network.
 */
import { assert, expectDefined } from '../base/assert'
import { columnIndex } from '../catalog/dataset-schema'
import type { Shape } from '../catalog/layer-def'
import type { Column, Dataset } from './dataset'
import { rowOf, stageRows } from './paged-columns'
import { type FittedColumn, type FittedInput, type FittedOutput, sizeOf } from './pipeline'
import { applySteps, blocksOf, finalForm } from './transforms/step-chain'
import { channelsOf } from './transforms/channels'
import { readerOf } from './transforms/column-reader'
import type { Form, Values } from './transforms/transform'

/** Encodes `rows` into one buffer of shape [rows, ...shape]: into `out` if given, otherwise into a new buffer. */
export function encodeRows(
  input: FittedInput,
  dataset: Dataset,
  rows: Uint32Array,
  out: Float32Array<ArrayBuffer> = new Float32Array(rows.length * sizeOf(input)),
): Float32Array<ArrayBuffer> {
  if (input.kind === 'image') return encodeImages(input, dataset, rows, out)
  const { shape } = input
  let at = 0
  for (const fitted of input.columns) {
    const read = readerOf(dataset, fitted)
    const form = finalForm(fitted)
    let first = 0
    for (const block of blocksOf(fitted, rows)) {
      writeValues(applySteps(fitted, read, block), form, out, { first, at, shape })
      first += block.length
    }
    at += channelsOf(form)
  }
  assert(at === channelsOf({ shape }), `${input.label} is ${at} wide`)
  return out
}

/**
 * The number of targets per row: one per pixel of an image, one per position of a text, otherwise 1. Each target is
 * compared with its own output values and counted separately in the metrics.
 */
export function targetsPerRow(output: FittedOutput): number {
  switch (output.kind) {
    case 'image':
      return sizeOf(output)
    case 'sequence':
      return output.shape[0] ?? 1
    default:
      return 1
  }
}

/**
 * Encodes the targets of `rows`, with `targetsPerRow` values per row: a class index; a number as (y - mean) / deviation
 * or as y after its steps; scaled pixels; or the token at each position. NaN marks a missing value, a position after
 * the end of a text, or a class that the pipeline does not know.
 */
export function encodeTargets(output: FittedOutput, dataset: Dataset, rows: Uint32Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(rows.length * targetsPerRow(output))
  if (output.kind === 'image') return encodeImages(output, dataset, rows, out)
  if (output.kind === 'sequence') return encodeTexts(output, dataset, rows, out)
  const column = columnOf(dataset, output.column)
  if (output.kind === 'number') {
    assert(column.type === 'number', `${output.column} holds numbers`)
    if (output.steps) return encodePrepared(output.steps, dataset, rows, out)
    rows.forEach((row, i) => {
      out[i] = ((column.values[row] as number) - output.mean) / output.deviation
    })
    return out
  }
  assert(column.type === 'category', `${output.column} holds classes`)
  const index = codeMap(dataset, output.column, output.labels)
  rows.forEach((row, i) => {
    const code = column.codes[row] as number
    const at = code < 0 ? -1 : (index[code] as number)
    out[i] = at < 0 ? Number.NaN : at
  })
  return out
}

/** Encodes a numeric target with its preparation steps; missing values stay missing. */
function encodePrepared(
  steps: FittedColumn,
  dataset: Dataset,
  rows: Uint32Array,
  out: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const read = readerOf(dataset, steps)
  let first = 0
  for (const block of blocksOf(steps, rows)) {
    const values = applySteps(steps, read, block)
    assert(values instanceof Float64Array, 'a predicted number becomes a number')
    out.set(values, first)
    first += block.length
  }
  return out
}

/**
 * Encodes each text as its tokens, up to and including the end token; later positions have no target. Empty text counts
 * as missing.
 */
function encodeTexts(
  { text, shape: [positions = 1] }: Extract<FittedOutput, { kind: 'sequence' }>,
  dataset: Dataset,
  rows: Uint32Array,
  out: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const read = readerOf(dataset, text)
  let first = 0
  for (const block of blocksOf(text, rows)) {
    const ids = applySteps(text, read, block)
    assert(ids instanceof Float64Array, 'a text becomes ids')
    out.set(ids, first)
    for (let at = first; at < first + ids.length; at += positions) {
      const found = out.subarray(at, at + positions).indexOf(0)
      if (found >= 0) out.fill(Number.NaN, at + (found === 0 ? 0 : found + 1), at + positions)
    }
    first += ids.length
  }
  return out
}

/**
 * This is the hot path of image training, so it replaces the arithmetic with a lookup table of the 256 possible pixel
 * values.
 */
function encodeImages(
  input: Pick<Extract<FittedInput, { kind: 'image' }>, 'column' | 'shape' | 'scale'>,
  dataset: Dataset,
  rows: Uint32Array,
  out: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const column = columnOf(dataset, input.column)
  assert(column.type === 'image', `${input.column} holds images`)
  const scaled = Float32Array.from({ length: 256 }, (_, value) => value * input.scale)
  const size = sizeOf(input)
  stageRows(column, size, rows)
  let to = 0
  for (const row of rows) {
    const pixels = rowOf(column, size, row)
    for (let i = 0; i < size; i++) out[to++] = scaled[pixels[i] as number] as number
  }
  return out
}

/**
 * Writes a column's prepared values to channel `at` of the last axis, starting at row `first`; values that are still
 * missing become 0.
 */
export function writeValues(
  values: Values,
  form: Form,
  out: Float32Array,
  { first, at, shape }: { readonly first: number; readonly at: number; readonly shape: Shape },
): void {
  assert(values instanceof Float64Array, 'the last step gives numbers')
  const [mine, all] = [channelsOf(form), channelsOf({ shape })]
  const from = (first * sizeOf({ shape })) / all
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    const channel = i % mine
    out[(from + (i - channel) / mine) * all + at + channel] = Number.isNaN(value) ? 0 : value
  }
}

/**
 * Maps each category code of the dataset's column to the index of the same value in `values`, or to -1 if there is
 * none. This is needed because datasets may list the same values in different orders.
 */
function codeMap(dataset: Dataset, name: string, values: readonly string[]): readonly number[] {
  const schema = dataset.schema.columns[columnIndex(dataset.schema, name)]
  return schema?.type === 'category' ? schema.values.map((value) => values.indexOf(value)) : []
}

function columnOf(dataset: Dataset, name: string): Column {
  return expectDefined(dataset.columns[columnIndex(dataset.schema, name)], `column ${name}`)
}
