/**
 * @file Fixtures for tests of programs: a job with random rows for any network, which the interpreter and plain
 * TensorFlow.js can run.
 */
import { expectDefined } from '../../../base/assert'
import { rng } from '../../../base/rng'
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import type { KerasModel } from '../../../catalog/keras-json'
import type { Column, Dataset } from '../../../data/dataset'
import type { TrainingJob } from '../../../data/training-job'
import { openBackend } from '../../backends/open'
import { openProgramStep } from '../../engines/program-step'
import { openNetwork } from '../../network'
import { plainStep } from '../../tfjs-step'
import type { TrainStep } from '../../train-step'
import { interpretMachine } from '../op-cases'

export const ROWS = 24

const NUMBER = { type: 'number', shape: [] } as const

interface FixtureOptions extends Partial<TrainingJob> {
  /** If set, inputs are random integers below this bound. */
  readonly wholeBelow?: number
  /** The number of classes of each target; if undefined, the target is numeric. */
  readonly classes?: number
}

/**
 * A job that trains this network, and the random rows it trains on. Each head has one target, which is sometimes
 * missing.
 */
export function fixtureOf(
  model: KerasModel,
  options: FixtureOptions = {},
): { readonly job: TrainingJob; readonly dataset: Dataset } {
  const { wholeBelow, classes, ...more } = options
  const random = rng(5, { kind: 'generate' })
  const columns: Column[] = []
  const schemas: ColumnSchema[] = []
  const number = (draw: () => number) => {
    columns.push({ type: 'number', values: Float32Array.from({ length: ROWS }, draw) })
    schemas.push({ name: `c${schemas.length}`, type: 'number' })
    return schemas.at(-1)?.name as string
  }
  const array = (shape: readonly number[], draw: () => number) => {
    const size = shape.reduce((product, n) => product * n, 1)
    columns.push({ type: 'array', values: Float32Array.from({ length: ROWS * size }, draw) })
    schemas.push({ name: `c${schemas.length}`, type: 'array', shape })
    return schemas.at(-1)?.name as string
  }
  const inputs = model.config.input_layers.map(([name]) => {
    const { config } = expectDefined(
      model.config.layers.find((layer) => layer.name === name),
      name,
    )
    const shape = (config.batch_input_shape as number[]).slice(1)
    const size = shape.reduce((product, n) => product * n, 1)
    const draw = () => (wholeBelow ? random.below(wholeBelow) : random.normal())
    // If an input has several axes, it is stored as a single array column; if it has only one axis, it becomes one
    // column per position.
    const own =
      shape.length > 1
        ? [{ column: array(shape, draw), from: { type: 'array', shape }, steps: [] } as const]
        : Array.from({ length: size }, () => ({ column: number(draw), from: NUMBER, steps: [] }) as const)
    return { label: name, kind: 'columns', shape, columns: own } as const
  })
  const labels = Array.from({ length: classes ?? 0 }, (_, i) => `k${i}`)
  const targets: string[] = []
  const outputs = model.config.output_layers.map(([label]) => {
    const missing = () => random.below(6) === 0
    const name = `t${targets.length}`
    targets.push(name)
    if (!classes) {
      columns.push({
        type: 'number',
        values: Float32Array.from({ length: ROWS }, () => (missing() ? Number.NaN : random.normal())),
      })
      return { label, kind: 'number', column: name, mean: 0.1, deviation: 1.3 } as const
    }
    columns.push({
      type: 'category',
      codes: Int16Array.from({ length: ROWS }, () => (missing() ? -1 : random.below(classes))),
    })
    return { label, kind: 'classes', column: name, labels } as const
  })
  const loss = { class_name: classes ? 'categoricalCrossentropy' : 'meanSquaredError', config: {} }
  const all = Uint32Array.from({ length: ROWS }, (_, i) => (7 * i) % ROWS)
  const job: TrainingJob = {
    model,
    pipeline: { inputs, outputs },
    heads: outputs.map(({ label }, i) => ({ label, loss, weight: 1 - 0.25 * i })),
    optimizer: { class_name: 'SGD', config: {} },
    learningRate: 0.05,
    batchSize: 8,
    epochs: 3,
    seed: 11,
    split: { train: all, validation: all, test: all },
    ...more,
  }
  const targetSchemas = targets.map(
    (name): ColumnSchema => (classes ? { name, type: 'category', values: labels } : { name, type: 'number' }),
  )
  const dataset: Dataset = {
    schema: {
      id: 'random',
      title: 'Random',
      kind: 'table',
      columns: [...schemas, ...targetSchemas],
      rows: ROWS,
      testRows: 0,
      target: targets[0] as string,
      ignore: [],
    },
    columns,
  }
  return { job, dataset }
}

export interface Pair {
  /** The engine that runs the program on the interpreter. */
  readonly program: TrainStep
  readonly plain: TrainStep
  close(): void
}

/**
 * Opens both engines for one job, with the same weights: the initial weights for the seed, shifted slightly so that
 * none is zero.
 */
export async function openPair(job: TrainingJob, dataset: Dataset): Promise<Pair> {
  await openBackend('cpu')
  const network = await openNetwork(job.model, job.seed)
  const random = rng(job.seed, { kind: 'split' })
  const { specs, data } = await network.snapshot()
  const weights = { specs, data: data.map((value) => value + 0.2 * random.uniform() + 0.01) }
  network.restore(weights)
  const plain = plainStep(network, job, dataset)
  try {
    const program = await openProgramStep(interpretMachine(), job, dataset, weights)
    const close = () => {
      program.close()
      plain.close()
      network.close()
    }
    return { program, plain, close }
  } catch (error) {
    plain.close()
    network.close()
    throw error
  }
}

/** Returns the largest difference, relative to the largest expected number or to `floor`, whichever is larger. */
export function distance(given: ArrayLike<number>, expected: ArrayLike<number>, floor = 1e-3): number {
  let most = 0
  let largest = floor
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((given[i] as number) - (expected[i] as number))
    most = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference)
    largest = Math.max(largest, Math.abs(expected[i] as number))
  }
  return given.length === expected.length ? most / largest : Number.POSITIVE_INFINITY
}
