/**
 * @file variedBatch: the rows of a training batch as the augmentations make them, as a small set of their own, so that they are encoded
 * by what encodes any other.
 */
import { present } from '../../base/assert'
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { takeRows } from '../columns'
import type { Dataset } from '../dataset'
import type { FittedInput, FittedOutput, Pipeline } from '../pipeline'
import type { Size } from './affine'
import type { Place, Vary } from './vary'

export interface Batch {
  /** What goes in. */
  readonly inputs: Dataset
  /** What is wanted. */
  readonly targets: Dataset
  /** Its rows in both: 0, 1, 2, ... */
  readonly rows: Uint32Array
}

type ImageSchema = Extract<ColumnSchema, { type: 'image' }>

/** Varies the rows that stand at these places; columns that the pipeline does not read are left out. */
export function variedBatch(
  vary: Vary,
  pipeline: Pipeline,
  dataset: Dataset,
  rows: Uint32Array,
  placeOf: (i: number) => Place,
): Batch {
  const inputs = part(dataset, columnsOf(pipeline.inputs), rows, (pixels, size) => {
    const out = new Uint8Array(rows.length * lengthOf(size))
    rows.forEach((row, i) => {
      vary.picture(placeOf(i), size, pixels, row * lengthOf(size), out, i * lengthOf(size))
    })
    if (vary.mixes) mixPairs(vary, out, lengthOf(size), placeOf)
    return out
  })
  const targets = part(dataset, columnsOf(pipeline.outputs), rows, (pixels, size) => {
    const out = new Uint8Array(rows.length * lengthOf(size))
    const reading = size.mask ? 'nearest' : 'linear'
    rows.forEach((row, i) => {
      vary.wanted(placeOf(i), size, reading, pixels, row * lengthOf(size), out, i * lengthOf(size))
    })
    return out
  })
  return { inputs, targets, rows: rows.map((_, i) => i) }
}

/** Varies the numbers of an input that reads columns, `width` a row, in place: after they were encoded. */
export function varyNumbers(vary: Vary, values: Float32Array, width: number, placeOf: (i: number) => Place): void {
  for (let i = 0; i * width < values.length; i++) vary.numbers(placeOf(i), values.subarray(i * width, (i + 1) * width))
  if (vary.mixes) mixPairs(vary, values, width, placeOf)
}

/** Both samples of a pair become the same mixture; one without a partner stays itself. */
function mixPairs(vary: Vary, values: Uint8Array | Float32Array, width: number, placeOf: (i: number) => Place): void {
  for (let i = 0; (i + 1) * width < values.length; i++) {
    const place = placeOf(i)
    // The partner is the next of the same batch.
    if (place.at % 2 === 1 || placeOf(i + 1).at !== place.at + 1) continue
    const share = vary.mix(place)
    if (share === 0) continue
    const [first, second] = [i * width, (i + 1) * width]
    for (let j = 0; j < width; j++) {
      const [a, b] = [values[first + j] as number, values[second + j] as number]
      const mixed = a + (b - a) * share
      values[first + j] = values[second + j] = values instanceof Uint8Array ? Math.floor(mixed + 0.5) : mixed
    }
  }
}

function columnsOf(ends: readonly (FittedInput | FittedOutput)[]): ReadonlySet<string> {
  return new Set(ends.flatMap((end) => ('columns' in end ? end.columns.map(({ column }) => column) : [end.column])))
}

function part(
  { schema, columns }: Dataset,
  names: ReadonlySet<string>,
  rows: Uint32Array,
  draw: (pixels: Uint8Array, size: Size & Pick<ImageSchema, 'mask'>) => Uint8Array<ArrayBuffer>,
): Dataset {
  const kept = schema.columns.filter(({ name }) => names.has(name))
  const taken = kept.map((of): Column => {
    const column = present(columns[columnIndex(schema, of.name)], of.name)
    return of.type === 'image' && column.type === 'image'
      ? { type: 'image', pixels: draw(column.pixels, of) }
      : takeRows(column, of, rows)
  })
  return { schema: { ...schema, columns: kept, rows: rows.length, testRows: 0 }, columns: taken }
}

function lengthOf({ height, width, channels }: Size): number {
  return height * width * channels
}
