/** @file What the host writes into a program's memory: rows, targets and class weights once, weights as a WeightSet has them. */
import { assert, present } from '../../base/assert'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { encodeRows, encodeTargets } from '../../data/encode'
import type { TrainingJob } from '../../data/job'
import { rowsOf } from './heads'
import type { Memory } from './machine'
import type { Program } from './program'

type HostJob = Pick<TrainingJob, 'pipeline' | 'classWeights'>

/** Writes all rows and targets of the dataset: images as their bytes, columns encoded. */
export function writeData(memory: Pick<Memory, 'write'>, { views }: Program, job: HostJob, dataset: Dataset): void {
  const rows = Uint32Array.from({ length: rowsOf(dataset) }, (_, row) => row)
  job.pipeline.inputs.forEach((input, i) => {
    const { source, table } = present(views.inputs[i], `the rows of ${input.label}`)
    if (input.kind === 'columns') {
      memory.write(source, encodeRows(input, dataset, rows))
      return
    }
    const column = dataset.columns[columnIndex(dataset.schema, input.column)]
    if (column?.type !== 'image' || !table) throw new Error(`${input.column} holds images`)
    memory.write(source, padded(column.pixels))
    memory.write(
      table,
      Float32Array.from({ length: 256 }, (_, value) => value * input.scale),
    )
  })
  job.pipeline.outputs.forEach((output, i) => {
    memory.write(present(views.targets[i], `the targets of ${output.label}`), encodeTargets(output, dataset, rows))
    const at = views.classWeights[i]
    const weights = job.classWeights?.[i]
    if (at && weights) memory.write(at, Float32Array.from(weights))
  })
}

/** Whole words: a device takes no part of one. */
function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes
  const whole = new Uint8Array(4 * Math.ceil(bytes.length / 4))
  whole.set(bytes)
  return whole
}

/** A WeightSet's numbers as the arena has them: both are in `model.weights` order. */
export function packWeights(
  program: Pick<Program, 'weights'>,
  data: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const words = program.weights.reduce((sum, { size }) => sum + size, 0)
  assert(data.length === words, `${words} numbers of weights are given`)
  return data
}

/** The arena as a WeightSet has it. */
export const unpackWeights = packWeights
