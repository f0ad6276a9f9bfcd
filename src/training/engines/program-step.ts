/**
 * @file The fast engine: runs a program on a machine. A step is recorded once, and many steps run in a row without
 * reading anything back.
 */
import type { Dataset } from '../../data/dataset'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { epochOrder, epochRows } from '../../data/resample'
import { initialWeights } from '../initial-weights'
import type { Machine, Memory, Recording } from '../program/machine'
import { CONSTANT_WORDS, metricWords, packConstants, type StepConstants, type View } from '../program/ops'
import { type Program, specsOf, type Use } from '../program/program'
import { toProgram } from '../program/to-program'
import type { BatchEvaluation, BatchInspection, StepMetrics, TrainStep } from '../train-step'
import { makeMetricsRing } from './metrics-ring'
import { opTimesOf } from './op-times'
import { freshState, makeProgramState } from './program-state'
import { loadedRows, makeRows, type Rows } from './rows'

/** Maximum number of steps per submission, and the number of steps whose metrics fit in the ring buffer. */
const MOST_STEPS = 512
const RING = 4096
/** Supported batch sizes for predictions. There are only a few, because each one needs its own recording. */
const PARTS = [1, 32, 256] as const
/** Minimum number of rows evaluated at a time. */
const EVALUATED = 256

/**
 * Opens the engine with the given weights, or else with the job's initial weights. Rejects if the program lacks a layer
 * of the network, or if it does not fit the device.
 */
export async function openProgramStep(
  machine: Machine,
  job: TrainingJob,
  dataset: Dataset,
  weights: WeightSet | undefined = job.weights,
): Promise<TrainStep> {
  const batch = Math.min(job.batchSize, Math.max(1, epochRows(job)))
  const mostRows = Math.max(batch, EVALUATED)
  const held = loadedRows(job, dataset, { bytes: machine.mostBytes, batch: mostRows, steps: MOST_STEPS })
  const program = toProgram(job, dataset, {
    mostRows,
    constantSteps: MOST_STEPS,
    metricSteps: RING,
    heldRows: held,
    orderRows: epochRows(job),
  })
  const { views } = program
  // The probe's sum is stored in an extra one-word buffer, which comes after the program's own buffers.
  const probeAt: View = { buffer: program.buffers.length, offset: 0 }
  const memory = await machine.open([...program.buffers, { name: 'probe', role: 'work', words: 1 }])
  try {
    const rows = makeRows(memory, program, job, dataset, held)
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
    const engine = makeEngine({ machine, memory, program, job, rows, recordings, training, probing, probeAt })
    engine.restore(freshState(program, weights ?? initialWeights(job.model, specsOf(program), job.seed)))
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
  readonly job: TrainingJob
  readonly rows: Rows
  readonly recordings: (use: Use, rows: number) => Promise<Recording>
  /** One recording per batch size. */
  readonly training: ReadonlyMap<number, Recording>
  readonly probing: Recording
  readonly probeAt: View
}

function makeEngine(parts: EngineParts): TrainStep {
  const { machine, memory, program, job, recordings, training, probing, probeAt } = parts
  const { views, heads } = program
  const figures = makeMetricsRing(memory, program, job.pipeline.outputs, RING)
  const state = makeProgramState(memory, program)
  const constants = new Uint32Array(MOST_STEPS * CONSTANT_WORDS)
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
  async function look(rows: Uint32Array, step: number): Promise<BatchInspection> {
    const list = program.list('train', rows.length)
    const recording = await recordings('train', rows.length)
    return state.preservingState(async () => {
      runOn(recording, rows, step)
      const record = await floats(figures.nextView(), metricWords(heads.length))
      const results = list.tensors.map(async ({ layer, result, words: count }) => ({
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

  async function predictPart(inputs: readonly Float32Array[], count: number): Promise<Float32Array[]> {
    const rows = PARTS.find((size) => size >= count) as number
    const recording = await recordings('predict', rows)
    views.inputs.forEach(({ batch }, i) => {
      memory.write(batch, inputs[i] as Float32Array)
    })
    memory.run(recording, 1)
    return Promise.all(heads.map(({ output, width }) => floats(output, count * width)))
  }

  return {
    name: machine.name,
    device: machine.device,
    isSynchronous: machine.isSynchronous,
    mostSteps: Math.min(MOST_STEPS, parts.rows.mostSteps(Math.max(...training.keys()))),
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
    async predict(inputs, count) {
      const outputs = heads.map(({ width }) => new Float32Array(count * width))
      const largest = PARTS[PARTS.length - 1] as number
      for (let from = 0; from < count; from += largest) {
        const rows = Math.min(largest, count - from)
        const part = inputs.map((values, i) => {
          const { width } = views.inputs[i] as Program['views']['inputs'][number]
          return values.subarray(from * width, (from + rows) * width)
        })
        const given = await predictPart(part, rows)
        given.forEach((values, i) => {
          outputs[i]?.set(values, from * (heads[i]?.width ?? 0))
        })
      }
      return outputs
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
      state.preservingState(async () => {
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
