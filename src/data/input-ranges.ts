/**
 * @file How far each value of an encoded input may be moved: pixels between black and white, numbers by standard
 * deviations within their range in the training set; categories, texts, and times stay as they are.
 */
import { emptyColumn } from './column-operations'
import type { Dataset } from './dataset'
import { encodeRows } from './encode-rows'
import { type FittedInput, type Pipeline, sizeOf } from './pipeline'
import { channelsOf } from './transforms/channels'
import { finalForm } from './transforms/step-chain'

/** For each value of an input: `unit` for a strength of 1, or 0 if it stays as it is, and its range. */
export interface Range {
  readonly unit: Float32Array
  readonly low: Float32Array
  readonly high: Float32Array
}

/** Whether an input has pixels. */
export const isImage = (input: FittedInput) =>
  input.kind === 'image' || input.columns.some(({ from }) => from.type === 'image')
/** Steps that keep a number a number. */
const SCALING = new Set(['clip', 'log', 'standardize', 'normalize', 'minMax', 'robust', 'impute'])
const WINDOWS = new Set(['window', 'difference', 'flatten', 'timeWindow'])
const isNumeric = (
  { from, steps }: Extract<FittedInput, { kind: 'columns' }>['columns'][number],
  more: ReadonlySet<string>,
) => (from.type === 'number' || from.type === 'array') && steps.every(({ kind }) => SCALING.has(kind) || more.has(kind))
/** Whether an input is a series of numbers. */
export const isSeries = (input: FittedInput) =>
  input.kind === 'columns' && input.shape.length === 2 && input.columns.every((column) => isNumeric(column, WINDOWS))

/** The ranges of all inputs: if there are pixels, of these alone; `train` are training rows in memory. */
export function inputRanges(pipeline: Pipeline, dataset: Dataset, train: Uint32Array): readonly Range[] {
  return pipeline.inputs.some(isImage) ? pixelRanges(pipeline, dataset) : spreadsOf(pipeline, dataset, train)
}

/** Pixels: the range from black to white, as the network reads them. */
function pixelRanges({ inputs }: Pipeline, { schema }: Dataset): readonly Range[] {
  const filled = (value: number): Dataset => ({
    schema: { ...schema, rows: 1, testRows: 0 },
    columns: schema.columns.map((of) => {
      const column = emptyColumn(of, 1)
      return column.type === 'image' ? { type: 'image', pixels: column.pixels.fill(value) } : column
    }),
  })
  const [black, white] = [filled(0), filled(255)]
  return inputs.map((input) => {
    const size = sizeOf(input)
    if (!isImage(input)) return fixed(size)
    const [a, b] = [black, white].map((dataset) => encodeRows(input, dataset, Uint32Array.of(0))) as [
      Float32Array,
      Float32Array,
    ]
    // The numbers of other columns are missing in both, and stay as they are.
    const ends = (of: (...values: number[]) => number, far: number) =>
      a.map((value, k) => (Number.isNaN(value) ? far : of(value, b[k] as number)))
    return {
      unit: a.map((value, k) => Math.abs((b[k] as number) - value) || 0),
      low: ends(Math.min, Number.NEGATIVE_INFINITY),
      high: ends(Math.max, Number.POSITIVE_INFINITY),
    }
  })
}

function fixed(size: number): Range {
  const all = (value: number) => new Float32Array(size).fill(value)
  return { unit: all(0), low: all(Number.NEGATIVE_INFINITY), high: all(Number.POSITIVE_INFINITY) }
}

/** Numbers: the standard deviation and the range over the training rows, by value of the input. */
export function spreadsOf(pipeline: Pipeline, dataset: Dataset, train: Uint32Array): readonly Range[] {
  return pipeline.inputs.map((input) => {
    const values = encodeRows(input, dataset, train)
    const [size, channels] = [sizeOf(input), channelsOf(input)]
    const isMoved: boolean[] = []
    if (input.kind === 'columns')
      for (const column of input.columns) {
        const moved = isNumeric(column, input.shape.length > 1 ? WINDOWS : new Set())
        for (let k = 0; k < channelsOf(finalForm(column)); k++)
          isMoved.push(moved && !(column.steps.some(({ kind }) => kind === 'impute') && k > 0))
      }
    const stats = Array.from({ length: channels }, (_, channel) => {
      let [sum, squares, count] = [0, 0, 0]
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let k = channel; k < values.length; k += channels) {
        const value = values[k] as number
        sum += value
        squares += value * value
        count++
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
      return { low, high, unit: isMoved[channel] ? Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)) : 0 }
    })
    const by = (of: keyof Range) => Float32Array.from({ length: size }, (_, k) => stats[k % channels]?.[of] as number)
    return { unit: by('unit'), low: by('low'), high: by('high') }
  })
}
