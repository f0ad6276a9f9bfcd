/** @file Host: writes rows, targets, class weights and initial weights into the memory of a program. */
import { assert, expectDefined } from '../../base/assert'
import { columnIndex } from '../../catalog/dataset-schema'
import { type Batch, encodeAugmented, augmentBatch } from '../../data/augment/augment-batch'
import { makeAugmenter, type ExamplePosition } from '../../data/augment/augmenter'
import type { Column, Dataset } from '../../data/dataset'
import { encodeRows, encodeTargets, targetsPerRow } from '../../data/encode-rows'
import type { TrainingJob } from '../../data/training-job'
import { rowOf, stageRows } from '../../data/paged-columns'
import { type FittedInput, type Pipeline, sizeOf as inputWidth } from '../../data/pipeline'
import { sampleWeights } from '../../data/sample-weights'
import { rowsOf } from './plan-heads'
import type { Memory } from './machine'
import type { Program } from './program'

type HostJob = Pick<
  TrainingJob,
  'pipeline' | 'classWeights' | 'rowWeights' | 'groupWeights' | 'leftOut' | 'augment' | 'seed'
>

/** Writes all rows and targets of an in-memory dataset: images as bytes, columns as encoded numbers. */
export function writeData(memory: Pick<Memory, 'write'>, program: Program, job: HostJob, dataset: Dataset): void {
  const rows = allRows(dataset)
  const { views } = program
  job.pipeline.inputs.forEach((input, i) => {
    const { source } = expectDefined(views.inputs[i], `the rows of ${input.label}`)
    memory.write(
      source,
      input.kind === 'image' ? paddedToWords(imagesOf(input, dataset).pixels) : encodeRows(input, dataset, rows),
    )
  })
  writeTargets(memory, program, job, dataset, rows)
  writeCounts(memory, program, sampleWeights(job, dataset, rows))
  writeTables(memory, program, job)
}

/**
 * Writes the tables: one maps each byte value of an image to a number, and the other contains the weight of each class.
 */
export function writeTables(memory: Pick<Memory, 'write'>, { views }: Program, job: HostJob): void {
  job.pipeline.inputs.forEach((input, i) => {
    const table = views.inputs[i]?.table
    if (!table || input.kind !== 'image') return
    memory.write(
      table,
      Float32Array.from({ length: 256 }, (_, value) => value * input.scale),
    )
  })
  job.pipeline.outputs.forEach((_, i) => {
    const at = views.classWeights[i]
    const weights = job.classWeights?.[i]
    if (at && weights) memory.write(at, Float32Array.from(weights))
  })
}

/**
 * Returns a function that writes up to `most` arbitrary rows and their targets as the first rows of a program. It
 * allocates its buffers once. If the position in a training step is given, rows are augmented as the job requires.
 */
export function rowWriter(
  memory: Pick<Memory, 'write'>,
  program: Program,
  job: HostJob,
  dataset: Dataset,
  most: number,
): (rows: Uint32Array, placeOf?: (i: number) => ExamplePosition) => void {
  const vary = makeAugmenter(job.augment, job.seed)
  const inputs = job.pipeline.inputs.map((input, i) => {
    const { source, width } = expectDefined(program.views.inputs[i], `the rows of ${input.label}`)
    if (input.kind === 'columns') {
      const room = new Float32Array(most * width)
      return (rows: Uint32Array, batch?: Batch, placeOf?: (i: number) => ExamplePosition) => {
        const values = room.subarray(0, rows.length * width)
        if (vary && batch && placeOf) encodeAugmented(vary, input, batch, { dataset, rows }, placeOf, values)
        else encodeRows(input, dataset, rows, values)
        memory.write(source, values)
      }
    }
    const room = new Uint8Array(wholeWords(most * width))
    const own = imagesOf(input, dataset)
    return (rows: Uint32Array, batch?: Batch) => {
      const pictures = batch ? imagesOf(input, batch.inputs) : own
      const from = batch?.rows ?? rows
      stageRows(pictures, width, from)
      from.forEach((row, at) => {
        room.set(rowOf(pictures, width, row), at * width)
      })
      memory.write(source, room.subarray(0, wholeWords(rows.length * width)))
    }
  })
  return (rows, placeOf) => {
    const batch = vary && placeOf && augmentBatch(vary, job.pipeline, dataset, rows, placeOf)
    for (const write of inputs) write(rows, batch, placeOf)
    writeTargets(memory, program, job, batch?.targets ?? dataset, batch?.rows ?? rows)
    writeCounts(memory, program, sampleWeights(job, dataset, rows, vary, placeOf))
  }
}

/** Returns the number of bytes that one row and its targets occupy on the device. */
export function rowBytes({ inputs, outputs }: Pipeline): number {
  const stored = inputs.map((input) => inputWidth(input) * (input.kind === 'image' ? 1 : 4))
  const targets = outputs.reduce((sum, output) => sum + targetsPerRow(output), 0)
  return stored.reduce((sum, bytes) => sum + bytes, 4 * targets)
}

function allRows(dataset: Dataset): Uint32Array {
  return Uint32Array.from({ length: rowsOf(dataset) }, (_, row) => row)
}

function writeTargets(
  memory: Pick<Memory, 'write'>,
  { views }: Program,
  job: HostJob,
  dataset: Dataset,
  rows: Uint32Array,
): void {
  job.pipeline.outputs.forEach((output, i) => {
    memory.write(
      expectDefined(views.targets[i], `the targets of ${output.label}`),
      encodeTargets(output, dataset, rows),
    )
  })
}

function writeCounts(
  memory: Pick<Memory, 'write'>,
  { views }: Pick<Program, 'views'>,
  counts: Float32Array<ArrayBuffer>,
): void {
  if (views.rowWeights) memory.write(views.rowWeights, counts)
}

function imagesOf(
  { column: name }: Extract<FittedInput, { kind: 'image' }>,
  { schema, columns }: Dataset,
): Extract<Column, { type: 'image' }> {
  const column = columns[columnIndex(schema, name)]
  if (column?.type !== 'image') throw new Error(`${name} holds images`)
  return column
}

/** Pads the bytes to whole words, because devices copy only multiples of four bytes. */
function paddedToWords(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes
  const whole = new Uint8Array(wholeWords(bytes.length))
  whole.set(bytes)
  return whole
}

function wholeWords(bytes: number): number {
  return 4 * Math.ceil(bytes / 4)
}

/**
 * Copies the values of a WeightSet into the layout of the program's weight buffer; both use the order of
 * `model.weights`.
 */
export function packWeights(
  program: Pick<Program, 'weights'>,
  data: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const words = program.weights.reduce((sum, { size }) => sum + size, 0)
  assert(data.length === words, `${words} numbers of weights are given`)
  return data
}

/** Copies the program's weight buffer into the layout of a WeightSet; the two layouts are identical. */
export const unpackWeights = packWeights
