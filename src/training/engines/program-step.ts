/**
 * @file The fast engine: runs a program on a machine. A step is recorded once, and many steps run in a row without
 * reading anything back.
 */
import { histogramOf } from '../../base/value-histogram'
import type { Dataset } from '../../data/dataset'
import { evaluatedRows, MAX_STEPS, METRIC_STEPS } from '../../data/engine-limits'
import { epochOrder, epochRows } from '../../data/resample'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { initialWeights } from '../initial-weights'
import type { Machine, Memory, Recording } from '../program/machine'
import { opTimesOf } from '../program/op-cost'
import { CONSTANT_WORDS, metricWords, packConstants, type StepConstants, type View } from '../program/ops'
import { type Program, specsOf, type Use } from '../program/program'
import { toProgram } from '../program/to-program'
import type { BatchEvaluation, BatchInspection, StepMetrics, TrainStep } from '../train-step'
import { freshState, makeMetricsRing, makeProgramState } from './program-state'
import { loadedRows, makeRows, type Rows } from './rows'

/** Supported batch sizes for predictions. There are only a few, because each one needs its own recording. */
const PARTS = [1, 32, 256] as const

/** A job lowered for a machine; nothing is open yet. */
export interface PlannedProgram {
  readonly program: Program
  /** Number of rows in the largest batch that is evaluated. */
  readonly mostRows: number
  /** Number of rows of the dataset that are on the device at once. */
  readonly heldRows: number
}

/** Lowers a job for a machine. Throws NotLowered if the program lacks a layer of the network. */
export function planProgram(
  { mostBytes }: Pick<Machine, 'mostBytes'>,
  job: TrainingJob,
  dataset: Pick<Dataset, 'schema' | 'columns'>,
): PlannedProgram {
  const lower = (mostRows: number): PlannedProgram => {
    const heldRows = loadedRows(job, dataset, { bytes: mostBytes, batch: mostRows, steps: MAX_STEPS })
    const program = toProgram(job, dataset, {
      mostRows,
      trainRows: batchOf(job),
      constantSteps: MAX_STEPS,
      metricSteps: METRIC_STEPS,
      heldRows,
      orderRows: epochRows(job),
    })
    return { program, mostRows, heldRows }
  }
  let planned: PlannedProgram | undefined
  const { validation, test } = job.split
  const mostRows = evaluatedRows(batchOf(job), Math.max(validation.length, test.length), (rows) => {
    planned = lower(rows)
    return workBytes(planned.program)
  })
  return planned?.mostRows === mostRows ? planned : lower(mostRows)
}

/** Bytes of the activations and gradients of a program. */
export function workBytes({ buffers }: Pick<Program, 'buffers'>): number {
  return buffers.reduce((sum, { role, words }) => sum + (role === 'work' ? 4 * words : 0), 0)
}

function batchOf(job: TrainingJob): number {
  return Math.min(job.batchSize, Math.max(1, epochRows(job)))
}

/**
 * Opens the engine with the given weights, or else with the job's initial weights. Rejects if the program lacks a layer
 * of the network, or if it does not fit the device.
 */
export async function openProgramStep(
  machine: Machine,
  job: TrainingJob,
  dataset: Dataset,
  weights: WeightSet | undefined = job.weights,
  { program, mostRows, heldRows }: PlannedProgram = planProgram(machine, job, dataset),
): Promise<TrainStep> {
  const batch = batchOf(job)
  const { views } = program
  // The probe's sum is stored in an extra one-word buffer, which comes after the program's own buffers.
  const probeAt: View = { buffer: program.buffers.length, offset: 0 }
  const memory = await machine.open([...program.buffers, { name: 'probe', role: 'work', words: 1 }])
  try {
    const rows = makeRows(memory, program, job, dataset, heldRows)
    const recordings = makeRecordings(memory, program)
    const last = epochRows(job) % batch
    const recorded = await Promise.all([batch, ...(last > 0 ? [last] : [])].map((rows) => recordings('train', rows)))
    const training = new Map(
      [batch, last].flatMap((rows, i) => (rows > 0 ? [[rows, recorded[i] as Recording] as const] : [])),
    )
    const probing = await memory.record([
      {
        op: {
          op: 'squares',
          gradients: views.weights,
          segments: [{ offset: 0, size: program.weights.reduce((sum, { size }) => sum + size, 0) }],
          out: probeAt,
          total: true,
        },
        layer: '',
        phase: 'update',
      },
    ])
    const engine = makeEngine({ machine, memory, program, mostRows, job, rows, recordings, training, probing, probeAt })
    engine.restore(freshState(weights ?? initialWeights(job.model, specsOf(program), job.seed)))
    return engine
  } catch (error) {
    memory.close()
    throw error
  }
}

interface EngineParts {
  readonly machine: Machine
  readonly memory: Memory
  readonly program: Program
  readonly mostRows: number
  readonly job: TrainingJob
  readonly rows: Rows
  readonly recordings: (use: Use, rows: number) => Promise<Recording>
  /** One recording per batch size, to which `inspect` adds. */
  readonly training: Map<number, Recording>
  readonly probing: Recording
  readonly probeAt: View
}

function makeEngine(parts: EngineParts): TrainStep {
  const { machine, memory, program, job, recordings, training, probing, probeAt } = parts
  const { views, heads } = program
  const figures = makeMetricsRing(memory, program, job.pipeline.outputs, METRIC_STEPS)
  const state = makeProgramState(memory, program)
  const constants = new Uint32Array(MAX_STEPS * CONSTANT_WORDS)
  let steps = 0
  let calls = 0
  const opened = memory.counters()
  let countersAtFirstStep = opened

  /** Writes the constants of the next steps, and the position in the ring where their metrics are stored. */
  function writeConstants(given: readonly StepConstants[]): void {
    memory.write(views.constants, packConstants(given, constants))
    memory.write(views.state, Uint32Array.of(0, figures.nextIndex()))
  }
  /** Runs a recording once on these rows instead of the epoch's rows, and restores the epoch's order afterwards. */
  function runOn(recording: Recording, rows: Uint32Array, step: number): void {
    const restoreOrder = parts.rows.override(rows)
    writeConstants([{ ...NO_UPDATE, step }])
    memory.run(recording, 1)
    restoreOrder()
  }
  const floats = (at: View, count: number) => memory.read(at, count)
  const mostTrained = Math.max(...training.keys())
  const sizes = PARTS.filter((size) => size <= parts.mostRows)
  async function look(rows: Uint32Array, step: number, read = 'all'): Promise<BatchInspection> {
    const tensors = read === 'all' ? program.list('train', rows.length).tensors : []
    const recording = await recordings('train', rows.length)
    training.set(rows.length, recording)
    return state.preserving('statistics', async () => {
      runOn(recording, rows, step)
      const record = await floats(figures.nextView(), metricWords(heads.length))
      const results = tensors.map(async ({ layer, result, words: count }) => ({
        layer,
        values: await floats(result, count),
      }))
      const arena = await floats(views.gradients, program.trainableWords)
      const gradients = program.weights
        .filter((weight) => weight.trainable)
        .map(({ layer, name, offset, size }) => ({
          layer,
          weight: name,
          values: arena.subarray(offset, offset + size),
        }))
      return { loss: record[0] as number, results: await Promise.all(results), gradients }
    })
  }

  /** Runs the network on at most as many rows at a time as are recorded, and reads these results of each row. */
  async function predictInParts(
    inputs: readonly Float32Array[],
    count: number,
    resultsOf: (rows: number) => readonly { readonly at: View; readonly width: number }[],
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const all = resultsOf(1).map(({ width }) => new Float32Array(count * width))
    const largest = sizes.at(-1) as number
    for (let from = 0; from < count; from += largest) {
      const rows = Math.min(largest, count - from)
      const recorded = sizes.find((size) => size >= rows) as number
      const recording = await recordings('predict', recorded)
      views.inputs.forEach(({ batch, width }, i) => {
        memory.write(batch, (inputs[i] as Float32Array).subarray(from * width, (from + rows) * width))
      })
      memory.run(recording, 1)
      const parts = resultsOf(recorded).map(({ at, width }) => floats(at, rows * width))
      for (const [i, part] of (await Promise.all(parts)).entries()) all[i]?.set(part, (from * part.length) / rows)
    }
    return all
  }

  return {
    name: machine.name,
    device: machine.device,
    isSynchronous: machine.isSynchronous,
    mostSteps: Math.min(MAX_STEPS, parts.rows.mostSteps(mostTrained)),
    mostRows: parts.mostRows,
    order: parts.rows.order,
    steps(given, rows) {
      const recording = training.get(rows)
      if (!recording) throw new Error(`no step over ${rows} rows was recorded`)
      if (steps === 0) countersAtFirstStep = memory.counters()
      figures.reserve(given.length)
      writeConstants(parts.rows.load(given, rows))
      memory.run(recording, given.length)
      figures.wrote(given.length)
      steps += given.length
      calls += recording.calls * given.length
    },
    read: (): Promise<StepMetrics> => figures.read(),
    async confusion() {
      return Promise.all(
        heads.map(async ({ confusion, classes }) => {
          if (!confusion) return undefined
          const counted = floats(confusion, classes * classes)
          memory.write(confusion, new Uint32Array(classes * classes))
          return new Uint32Array((await counted).buffer)
        }),
      )
    },
    settled: () => memory.settled(),
    async evaluate(rows): Promise<BatchEvaluation> {
      const recording = await recordings('evaluate', rows.length)
      runOn(recording, rows, 0)
      const [record, ...outputs] = await Promise.all([
        floats(figures.nextView(), metricWords(heads.length)),
        ...heads.map(({ output, width }) => floats(output, rows.length * width)),
      ])
      const losses = heads.map((_, i) => record[1 + 3 * i] as number)
      const weightedLosses = losses.reduce((sum, loss, i) => sum + loss * (job.heads[i]?.weight ?? 1), 0)
      return {
        outputs,
        losses,
        known: heads.map((_, i) => record[3 + 3 * i] as number),
        penalty: program.hasPenalties ? (record[0] as number) - weightedLosses : 0,
      }
    },
    predict(inputs, count) {
      const outputs = heads.map(({ output, width }) => ({ at: output, width }))
      return predictInParts(inputs, count, () => outputs)
    },
    async layers(inputs, count, names) {
      const tensorsOf = (rows: number) =>
        program.list('predict', rows).tensors.filter(({ layer }) => names.includes(layer))
      const values = await predictInParts(inputs, count, (rows) =>
        tensorsOf(rows).map(({ result, words }) => ({ at: result, width: words / rows })),
      )
      return tensorsOf(1).map(({ layer }, i) => ({ layer, values: values[i] as Float32Array<ArrayBuffer> }))
    },
    async gradientNorms() {
      if (steps === 0) return []
      const arena = await floats(views.gradients, program.trainableWords)
      const parts = new Map<string, Float32Array[]>()
      for (const { layer, offset, size, trainable } of program.weights) {
        if (trainable) parts.set(layer, [...(parts.get(layer) ?? []), arena.subarray(offset, offset + size)])
      }
      return [...parts].map(([layer, values]) => {
        let sum = 0
        for (const part of values) for (const value of part) sum += value ** 2
        return { layer, norm: Math.sqrt(sum), histogram: histogramOf(values) }
      })
    },
    inspect: look,
    async probe() {
      memory.run(probing, 1)
      return (await floats(probeAt, 1))[0] as number
    },
    snapshot: state.snapshot,
    restore: state.restore,
    swapAverage: state.swapAverage,
    profile: (rows) =>
      state.preserving('all', async () => {
        const recording = await recordings('train', rows)
        const putBack = parts.rows.override(epochOrder(job, 0).subarray(0, rows))
        // Measured with an update, because a skipped update would take no time. The changes to the optimizer slots are
        // undone afterwards.
        writeConstants([{ ...NO_UPDATE, update: 1 }])
        const times = opTimesOf(recording, await memory.time(recording))
        putBack()
        return times
      }),
    counters() {
      const now = memory.counters()
      return {
        steps,
        reads: now.reads - countersAtFirstStep.reads,
        calls,
        submissions: now.submissions - countersAtFirstStep.submissions,
        made: now.made - countersAtFirstStep.made,
        bytes: memory.bytes,
      }
    },
    close: () => memory.close(),
  }
}

/** Constants of a step that does not change any weight. */
const NO_UPDATE: StepConstants = {
  step: 0,
  first: 0,
  rate: 0,
  correction1: 1,
  correction2: 1,
  update: 0,
  share: 1,
  fresh: 1,
  keep: 0,
}

/** Creates the recordings of a program, and records each list of ops only once. */
function makeRecordings(memory: Memory, program: Program): EngineParts['recordings'] {
  const made = new Map<string, Promise<Recording>>()
  return (use, rows) => {
    const key = `${use} ${rows}`
    const known = made.get(key)
    if (known) return known
    const recording = memory.record(program.list(use, rows).ops)
    made.set(key, recording)
    return recording
  }
}
