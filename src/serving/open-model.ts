/**
 * @file openModel: opens a model version for predictions. It uses the CPU machine if the model can be lowered to it, so
 * that predictions are bit-identical in every browser and in Node; otherwise it uses tf.js, which is loaded only in
 * that case.
 */

import type { KerasModel } from '../catalog/keras-json'
import type { WeightSet } from '../data/training-job'
import type { WeightsMisfit } from '../messages/en/training'
import { message, Refusal } from '../messages/message'
import type { VersionRef } from '../ops/service-spec'
import { openCpu } from '../training/cpu/machine'
import { NotLowered } from '../training/program/layers/layer'
import type { Recording } from '../training/program/machine'
import { toPredictProgram } from './predict-program'

export interface ModelFile {
  readonly ref: VersionRef
  readonly model: KerasModel
  readonly weights: WeightSet
}

export interface OpenModel {
  readonly ref: VersionRef
  readonly engine: 'exact CPU' | 'tf.js'
  /** Number of values per row for each output. */
  readonly widths: readonly number[]
  /** Takes one flat array per input and returns one per output. */
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  close(): void
}

/** Supported batch sizes; there are only a few, because each needs its own recording. */
const BATCH_SIZES = [1, 8, 64] as const
const LARGEST = 64

/**
 * Opens a model version. Rejects with a Refusal if its weights do not fit its network, or if memory cannot be
 * allocated.
 */
export async function openModel(file: ModelFile): Promise<OpenModel> {
  try {
    return await openExact(file)
  } catch (error) {
    if (!(error instanceof NotLowered)) throw error
    return openTfjs(file)
  }
}

async function openExact({ ref, model, weights }: ModelFile): Promise<OpenModel> {
  const program = toPredictProgram(model, LARGEST)
  refuseMismatch(program.specs, weights)
  const memory = await (await openCpu()).open(program.buffers)
  memory.write(program.arena, weights.data)
  const recordings = new Map<number, Promise<Recording>>()
  const recorded = (rows: number) => {
    const made = recordings.get(rows) ?? memory.record(program.list(rows))
    recordings.set(rows, made)
    return made
  }
  return {
    ref,
    engine: 'exact CPU', // not text: an id
    widths: program.outputs.map(({ width }) => width),
    async predict(inputs, count) {
      const outputs = program.outputs.map(({ width }) => new Float32Array(count * width))
      for (let from = 0; from < count; ) {
        const size = batchSizeFor(count - from)
        const rows = Math.min(size, count - from)
        const recording = await recorded(size)
        // There is no await between writing the inputs and reading the results, so that concurrent calls cannot
        // overwrite each other's memory.
        program.inputs.forEach(({ at, width }, i) => {
          memory.write(at, (inputs[i] as Float32Array).subarray(from * width, (from + rows) * width))
        })
        memory.run(recording, 1)
        const reads = program.outputs.map(({ at, width }) => memory.read(at, rows * width))
        for (const [i, values] of (await Promise.all(reads)).entries())
          outputs[i]?.set(values, from * (program.outputs[i]?.width ?? 0))
        from += rows
      }
      return outputs
    },
    close: memory.close,
  }
}

async function openTfjs({ ref, model, weights }: ModelFile): Promise<OpenModel> {
  const [{ openNetwork }, { openBackend }] = await Promise.all([
    import('../training/network'),
    import('../training/backends/open'),
  ])
  await openBackend('wasm')
  const network = await openNetwork(model, 0, weights)
  return {
    ref,
    engine: 'tf.js',
    widths: network.outputSizes,
    predict: (inputs, count) => network.predict(inputs, count),
    close: network.close,
  }
}

/**
 * Returns the smallest supported batch size with room for this many rows. Kernels compute each row separately, so the
 * batch size does not affect predictions.
 */
function batchSizeFor(count: number): number {
  return BATCH_SIZES.find((size) => size >= count) ?? LARGEST
}

/** The same check as in `training/weights.ts`, which cannot be imported without loading tf.js. */
function refuseMismatch(specs: WeightSet['specs'], { specs: input, data }: WeightSet): void {
  const size = specs.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0)
  const other = specs.findIndex(
    ({ name, shape }, i) => input[i]?.name !== name || String(input[i]?.shape) !== String(shape),
  )
  const why: WeightsMisfit | undefined =
    input.length !== specs.length
      ? { of: 'tensors', expected: specs.length, got: input.length }
      : other >= 0
        ? { of: 'name', expected: specs[other]?.name ?? '', got: input[other]?.name ?? '' }
        : data.length !== size
          ? { of: 'numbers', expected: size, got: data.length }
          : undefined
  if (why) throw new Refusal(message('weights-do-not-fit', { why }))
}
