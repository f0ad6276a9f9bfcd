/**
 * @file variedBatch: the augmented rows of a training batch as a small dataset, so that they are encoded like any other.
 */
import { expectDefined } from '../../base/assert'
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { takeRows } from '../columns'
import type { Dataset } from '../dataset'
import { encodeRows } from '../encode'
import { rowOf, stageRows } from '../paged'
import { type FittedInput, type FittedOutput, type Pipeline, sizeOf } from '../pipeline'
import { endOf } from '../transforms/chain'
import type { Size } from './affine'
import type { Place, Vary } from './augment-row'

export interface Batch {
  /** The inputs. */
  readonly inputs: Dataset
  /** The targets. */
  readonly targets: Dataset
  /** Its rows in both: 0, 1, 2, ... */
  readonly rows: Uint32Array
}

type ImageSchema = Extract<ColumnSchema, { type: 'image' }>

/** Varies the rows at these places; columns that the pipeline does not read are left out. */
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
      vary.picture(placeOf(i), size, pixels(row), 0, out, i * lengthOf(size))
    })
    if (vary.mixes) mixPairs(vary, out, lengthOf(size), placeOf)
    return out
  })
  const targets = part(dataset, columnsOf(pipeline.outputs), rows, (pixels, size) => {
    const out = new Uint8Array(rows.length * lengthOf(size))
    const reading = size.mask ? 'nearest' : 'linear'
    rows.forEach((row, i) => {
      vary.wanted(placeOf(i), size, reading, pixels(row), 0, out, i * lengthOf(size))
    })
    return out
  })
  return { inputs, targets, rows: rows.map((_, i) => i) }
}

type ColumnsInput = Extract<FittedInput, { kind: 'columns' }>

/**
 * An input that reads columns, encoded and varied. Images are varied before their steps, other numbers after them. Ids are names with
 * nothing in between, so they stay. Windows use rows outside the batch, so the rows of the whole dataset are passed.
 */
export function encodeVaried(
  vary: Vary,
  input: ColumnsInput,
  batch: Batch,
  { dataset, rows }: { readonly dataset: Dataset; readonly rows: Uint32Array },
  placeOf: (i: number) => Place,
  out = new Float32Array(rows.length * sizeOf(input)),
): Float32Array<ArrayBuffer> {
  if (input.columns.some(({ from }) => from.type === 'image')) return encodeRows(input, batch.inputs, batch.rows, out)
  encodeRows(input, dataset, rows, out)
  if (!input.columns.some((fitted) => endOf(fitted).type === 'ids')) varyNumbers(vary, out, sizeOf(input), placeOf)
  return out
}

/** Varies the numbers of an input that reads columns, `width` a row, in place: after they were encoded. */
export function varyNumbers(vary: Vary, values: Float32Array, width: number, placeOf: (i: number) => Place): void {
  for (let i = 0; i * width < values.length; i++) vary.numbers(placeOf(i), values.subarray(i * width, (i + 1) * width))
  if (vary.mixes) mixPairs(vary, values, width, placeOf)
}

/** The weight of each example of a batch in the loss: both of a mixed pair are the same image, and each label counts by its share. */
export function mixedCounts(vary: Vary, rows: number, placeOf: (i: number) => Place): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: rows }, (_, i) => {
    const place = placeOf(i)
    const first = place.at % 2 === 0 ? i : i - 1
    return isPair(first, rows, placeOf) ? 2 * (1 - vary.mix(place)) : 1
  })
}

/** Whether the next example is this one's partner: the next of the same batch, where there is one. */
function isPair(i: number, rows: number, placeOf: (i: number) => Place): boolean {
  const { at } = placeOf(i)
  return at % 2 === 0 && i + 1 < rows && placeOf(i + 1).at === at + 1
}

/** Both examples of a pair become the same mixture; one without a partner stays unchanged. */
function mixPairs(vary: Vary, values: Uint8Array | Float32Array, width: number, placeOf: (i: number) => Place): void {
  for (let i = 0; (i + 1) * width < values.length; i++) {
    if (!isPair(i, values.length / width, placeOf)) continue
    const share = vary.mix(placeOf(i))
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
  draw: (pixels: (row: number) => Uint8Array, size: Size & Pick<ImageSchema, 'mask'>) => Uint8Array<ArrayBuffer>,
): Dataset {
  const kept = schema.columns.filter(({ name }) => names.has(name))
  const taken = kept.map((of): Column => {
    const column = expectDefined(columns[columnIndex(schema, of.name)], of.name)
    if (of.type !== 'image' || column.type !== 'image') return takeRows(column, of, rows)
    stageRows(column, lengthOf(of), rows)
    return { type: 'image', pixels: draw((row) => rowOf(column, lengthOf(of), row), of) }
  })
  return { schema: { ...schema, columns: kept, rows: rows.length, testRows: 0 }, columns: taken }
}

function lengthOf({ height, width, channels }: Size): number {
  return height * width * channels
}
