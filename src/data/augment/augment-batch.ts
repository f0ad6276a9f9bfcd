/**
 * @file augmentBatch: returns the augmented rows of a training batch as a small dataset, so that they are encoded like
 * any other rows.
 */
import { expectDefined } from '../../base/assert'
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { takeRows } from '../column-operations'
import type { Dataset } from '../dataset'
import { encodeRows } from '../encode-rows'
import { rowOf, stageRows } from '../paged-columns'
import { type FittedInput, type FittedOutput, type Pipeline, sizeOf } from '../pipeline'
import { finalForm } from '../transforms/step-chain'
import type { Size } from './affine'
import type { ExamplePosition, Augmenter } from './augmenter'

export interface Batch {
  /** The augmented input columns. */
  readonly inputs: Dataset
  /** The target columns; target images get the same augmentation as the input images. */
  readonly targets: Dataset
  /** The row numbers of both datasets: 0, 1, 2, ... */
  readonly rows: Uint32Array
}

type ImageSchema = Extract<ColumnSchema, { type: 'image' }>

/** Augments the rows at these positions; columns that the pipeline does not read are omitted. */
export function augmentBatch(
  augmenter: Augmenter,
  pipeline: Pipeline,
  dataset: Dataset,
  rows: Uint32Array,
  positionOf: (i: number) => ExamplePosition,
): Batch {
  const inputs = augmentColumns(dataset, columnNames(pipeline.inputs), rows, (pixels, size) => {
    const out = new Uint8Array(rows.length * lengthOf(size))
    rows.forEach((row, i) => {
      augmenter.inputImage(positionOf(i), size, pixels(row), 0, out, i * lengthOf(size))
    })
    if (augmenter.mixes) mixPairs(augmenter, out, lengthOf(size), positionOf)
    return out
  })
  const targets = augmentColumns(dataset, columnNames(pipeline.outputs), rows, (pixels, size) => {
    const out = new Uint8Array(rows.length * lengthOf(size))
    const reading = size.mask ? 'nearest' : 'linear'
    rows.forEach((row, i) => {
      augmenter.targetImage(positionOf(i), size, reading, pixels(row), 0, out, i * lengthOf(size))
    })
    return out
  })
  return { inputs, targets, rows: rows.map((_, i) => i) }
}

type ColumnsInput = Extract<FittedInput, { kind: 'columns' }>

/**
 * Encodes and augments an input that reads columns. Images are augmented before their preparation steps and other
 * numeric columns afterward; categorical ids are not changed. The whole dataset is passed because time windows can read
 * rows outside the batch.
 */
export function encodeAugmented(
  augmenter: Augmenter,
  input: ColumnsInput,
  batch: Batch,
  { dataset, rows }: { readonly dataset: Dataset; readonly rows: Uint32Array },
  positionOf: (i: number) => ExamplePosition,
  out = new Float32Array(rows.length * sizeOf(input)),
): Float32Array<ArrayBuffer> {
  if (input.columns.some(({ from }) => from.type === 'image')) return encodeRows(input, batch.inputs, batch.rows, out)
  encodeRows(input, dataset, rows, out)
  if (!input.columns.some((fitted) => finalForm(fitted).type === 'ids'))
    augmentNumbers(augmenter, out, sizeOf(input), positionOf)
  return out
}

/** Augments the encoded values of a column-based input in place; each row has `width` values. */
export function augmentNumbers(
  augmenter: Augmenter,
  values: Float32Array,
  width: number,
  positionOf: (i: number) => ExamplePosition,
): void {
  for (let i = 0; i * width < values.length; i++)
    augmenter.numbers(positionOf(i), values.subarray(i * width, (i + 1) * width))
  if (augmenter.mixes) mixPairs(augmenter, values, width, positionOf)
}

/**
 * The loss weight of each example in a batch. Both examples of a mixed pair contain the same blended image, so each
 * label is weighted by its share of the blend.
 */
export function mixWeights(
  augmenter: Augmenter,
  rows: number,
  positionOf: (i: number) => ExamplePosition,
): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: rows }, (_, i) => {
    const position = positionOf(i)
    const first = position.at % 2 === 0 ? i : i - 1
    return isPair(first, rows, positionOf) ? 2 * (1 - augmenter.mix(position)) : 1
  })
}

/** Whether this example and the next one are in the same batch and form a pair for mixing. */
function isPair(i: number, rows: number, positionOf: (i: number) => ExamplePosition): boolean {
  const { at } = positionOf(i)
  return at % 2 === 0 && i + 1 < rows && positionOf(i + 1).at === at + 1
}

/** Replaces both examples of a pair with the same mixture; an example without a partner is not changed. */
function mixPairs(
  augmenter: Augmenter,
  values: Uint8Array | Float32Array,
  width: number,
  positionOf: (i: number) => ExamplePosition,
): void {
  for (let i = 0; (i + 1) * width < values.length; i++) {
    if (!isPair(i, values.length / width, positionOf)) continue
    const share = augmenter.mix(positionOf(i))
    if (share === 0) continue
    const [first, second] = [i * width, (i + 1) * width]
    for (let j = 0; j < width; j++) {
      const [a, b] = [values[first + j] as number, values[second + j] as number]
      const mixed = a + (b - a) * share
      values[first + j] = values[second + j] = values instanceof Uint8Array ? Math.floor(mixed + 0.5) : mixed
    }
  }
}

/** The columns that inputs or outputs read. */
export function columnNames(ends: readonly (FittedInput | FittedOutput)[]): ReadonlySet<string> {
  return new Set(ends.flatMap((end) => ('columns' in end ? end.columns.map(({ column }) => column) : [end.column])))
}

/** The rows of these columns as a small dataset, with images that `draw` makes of theirs. */
export function augmentColumns(
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
