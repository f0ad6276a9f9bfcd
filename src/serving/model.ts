/**
 * @file openModel: a version of a model that answers. On the exact CPU wherever the model lowers to it, so that an answer has the same
 * bits in every browser and in Node; else by tf.js, which is fetched only then.
 */
import type { WeightsMisfit } from '../messages/en/training'
import { message, Refusal } from '../messages/message'
import type { KerasModel } from '../catalog/lowered'
import type { WeightSet } from '../data/job'
import type { VersionRef } from '../ops/service-spec'
import { openCpu } from '../training/cpu/machine'
import type { Recording } from '../training/program/machine'
import { NotLowered } from '../training/program/not-lowered'
import { toPredictProgram } from './predict-program'

export interface ModelFile {
  readonly ref: VersionRef
  readonly model: KerasModel
  readonly weights: WeightSet
}

export interface OpenModel {
  readonly ref: VersionRef
  readonly engine: 'exact CPU' | 'tf.js'
  /** Numbers a row, of each output. */
  readonly widths: readonly number[]
  /** One flat array an input in, one an output back. */
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  close(): void
}

/** Rows answered at a time: few sizes, for each is recorded once. */
const PARTS = [1, 8, 64] as const
const LARGEST = 64

/** Opens a version. Rejects with a Refusal where its weights are not those of its network, or memory is not granted. */
export async function openModel(file: ModelFile): Promise<OpenModel> {
  try {
    return await openExact(file)
  } catch (error) {
    if (!(error instanceof NotLowered)) throw error
    return openPlain(file)
  }
}

async function openExact({ ref, model, weights }: ModelFile): Promise<OpenModel> {
  const program = toPredictProgram(model, LARGEST)
  refuseOther(program.specs, weights)
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
    engine: 'exact CPU',
    widths: program.outputs.map(({ width }) => width),
    async predict(inputs, count) {
      const outputs = program.outputs.map(({ width }) => new Float32Array(count * width))
      for (let from = 0; from < count; ) {
        const size = partFor(count - from)
        const rows = Math.min(size, count - from)
        const recording = await recorded(size)
        // Nothing is awaited from here until the results are read: two calls never share the memory.
        program.inputs.forEach(({ at, width }, i) => {
          memory.write(at, (inputs[i] as Float32Array).subarray(from * width, (from + rows) * width))
        })
        memory.run(recording, 1)
        const read = program.outputs.map(({ at, width }) => memory.read(at, rows * width))
        for (const [i, values] of (await Promise.all(read)).entries())
          outputs[i]?.set(values, from * (program.outputs[i]?.width ?? 0))
        from += rows
      }
      return outputs
    },
    close: memory.close,
  }
}

async function openPlain({ ref, model, weights }: ModelFile): Promise<OpenModel> {
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

/** The smallest part that holds so many rows. A row's numbers are the same in each: kernels sum a row by itself. */
function partFor(count: number): number {
  return PARTS.find((size) => size >= count) ?? LARGEST
}

/** As `training/weights.ts` does, which cannot be had without tf.js. */
function refuseOther(specs: WeightSet['specs'], { specs: given, data }: WeightSet): void {
  const size = specs.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0)
  const other = specs.findIndex(
    ({ name, shape }, i) => given[i]?.name !== name || String(given[i]?.shape) !== String(shape),
  )
  const why: WeightsMisfit | undefined =
    given.length !== specs.length
      ? { of: 'tensors', expected: specs.length, got: given.length }
      : other >= 0
        ? { of: 'name', expected: specs[other]?.name ?? '', got: given[other]?.name ?? '' }
        : data.length !== size
          ? { of: 'numbers', expected: size, got: data.length }
          : undefined
  if (why) throw new Refusal(message('weights-do-not-fit', { why }))
}
