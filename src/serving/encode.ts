/** @file encodeClean: admitted values as the numbers a model takes, by the same steps as the rows of a table. */
import { Refusal } from '../messages/message'
import { placeValues } from '../data/encode'
import { readValue, roomFor } from '../data/encode-raw-value'
import { type FittedInput, type Pipeline, sizeOf } from '../data/pipeline'
import { applyRead, endOf } from '../data/transforms/chain'
import { channelsOf } from '../data/transforms/numbers'
import type { RawRow } from './validate-input'

/** One flat array an input, one row behind the other. Throws a Refusal where a value cannot be read after all. */
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
    // What is missing is black, as in a set.
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
    const room = roomFor(fitted, rows.length)
    const size = room.length / rows.length
    rows.forEach((row, i) => {
      const value = row[fitted.column]
      if (fitted.from.type === 'image') {
        if (room instanceof Float64Array && value) room.set(value as ArrayLike<number>, i * size)
        return
      }
      const problem = readValue(fitted, value ?? null, { row: i, input: input.label }, room, i)
      if (problem) throw new Refusal(problem)
    })
    const form = endOf(fitted)
    placeValues(applyRead(fitted, room), form, out, { first: 0, at, shape: input.shape })
    at += channelsOf(form)
  }
}
