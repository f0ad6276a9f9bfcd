/**
 * @file encodeClean: encodes validated values as model inputs, using the same preprocessing steps as for the rows of a
 * dataset.
 */
import { Refusal } from '../messages/message'
import { writeValues } from '../data/encode-rows'
import { readValue, allocateValues } from '../data/read-raw-value'
import { type FittedInput, type Pipeline, sizeOf } from '../data/pipeline'
import { applyToValues, finalForm } from '../data/transforms/step-chain'
import { channelsOf } from '../data/transforms/channels'
import type { RawRow } from './validate-input'

/**
 * Returns one flat array per model input, row by row. Throws a Refusal if a preprocessing step cannot process a value.
 */
export function encodeClean({ inputs }: Pipeline, rows: readonly RawRow[]): Float32Array<ArrayBuffer>[] {
  return inputs.map((input) => {
    const out = new Float32Array(rows.length * sizeOf(input))
    if (input.kind === 'image') encodeImages(input, rows, out)
    else encodeColumns(input, rows, out)
    return out
  })
}

function encodeImages(
  { column, scale, ...input }: Extract<FittedInput, { kind: 'image' }>,
  rows: readonly RawRow[],
  out: Float32Array,
): void {
  const size = sizeOf(input)
  rows.forEach((row, at) => {
    const pixels = row[column] as ArrayLike<number> | null
    // A missing image stays black, as in a dataset.
    if (pixels) for (let i = 0; i < size; i++) out[at * size + i] = (pixels[i] as number) * scale
  })
}

function encodeColumns(
  input: Extract<FittedInput, { kind: 'columns' }>,
  rows: readonly RawRow[],
  out: Float32Array<ArrayBuffer>,
): void {
  let at = 0
  for (const fitted of input.columns) {
    const buffer = allocateValues(fitted, rows.length)
    const size = buffer.length / rows.length
    rows.forEach((row, i) => {
      const value = row[fitted.column]
      if (fitted.from.type === 'image') {
        if (buffer instanceof Float64Array && value) buffer.set(value as ArrayLike<number>, i * size)
        return
      }
      const problem = readValue(fitted, value ?? null, { row: i, input: input.label }, buffer, i)
      if (problem) throw new Refusal(problem)
    })
    const form = finalForm(fitted)
    writeValues(applyToValues(fitted, buffer), form, out, { first: 0, at, shape: input.shape })
    at += channelsOf(form)
  }
}
