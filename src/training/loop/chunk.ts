/**
 * @file Chunks: the groups of steps that are sent to the engine together, and the values of each step that the host
 * computes, as pure functions of the job and the position of the run. Values are rounded to float32 here, so that every
 * engine gets identical ones.
 */
import { power } from '../../base/exact-math'
import type { Lowered } from '../../catalog/keras-json'
import { rateAt } from '../../data/learning-rate-schedule'
import { epochOrder, epochRows } from '../../data/resample'
import type { RunMark, TrainingJob } from '../../data/training-job'
import { correctedBetas } from '../../formulas/optimizer-formulas'
import type { StepConstants } from '../program/ops'
import type { TrainStep } from '../train-step'

/** The part of a mark that determines the next steps. */
export type Position = Pick<RunMark, 'step' | 'updates' | 'epoch' | 'learningRate' | 'rateChanges' | 'plateau'>

interface Chunk {
  readonly constants: readonly StepConstants[]
  /** Number of rows in each batch of the chunk. */
  readonly rows: number
  /** The position of the run after the chunk. */
  readonly next: Pick<RunMark, 'step' | 'updates' | 'learningRate'>
  /** The learning rate of the chunk's last step. */
  readonly rate: number
}

/**
 * Returns the next chunk of at most `most` steps, all in the same epoch and with the same batch size; undefined if the
 * epoch is over.
 */
export function chunkAt(job: TrainingJob, shape: RunShape, position: Position, most: number): Chunk | undefined {
  const train = epochRows(job)
  const batch = position.step - position.epoch * shape.perEpoch
  if (batch >= shape.perEpoch) return undefined
  const full = Math.floor(train / job.batchSize)
  const count = batch < full ? Math.min(most, full - batch, stepsLeft(job, shape, position)) : 1
  const constants: StepConstants[] = []
  let current: Position = position
  let rate = position.learningRate
  for (let i = 0; i < count; i++) {
    const set = position.rateChanges?.findLast(({ step }) => step === current.step)
    if (set) current = { ...current, learningRate: set.learningRate }
    rate = rateOf(job, shape, current)
    const stepConstants = constantsOf(job, current, (batch + i) * job.batchSize, rate)
    constants.push(stepConstants)
    current = { ...current, step: current.step + 1, updates: current.updates + stepConstants.update }
  }
  const rows = batch < full ? job.batchSize : train - full * job.batchSize
  const { step, updates, learningRate } = current
  return { constants, rows, next: { step, updates, learningRate }, rate }
}

/** Returns how many steps remain before the plan's step limit. */
export function stepsLeft(job: TrainingJob, shape: RunShape, { step }: Pick<RunMark, 'step'>): number {
  const { steps } = job.stopWhen ?? {}
  return steps === undefined ? Number.POSITIVE_INFINITY : steps - (step - shape.from * shape.perEpoch)
}

/** Returns the training rows in the order in which this epoch uses them. */
export function orderOf(job: TrainingJob, epoch: number): Uint32Array {
  return epochOrder(job, epoch)
}

/** The length of a run in epochs and steps. */
export interface RunShape {
  /** Number of epochs that the previous run completed, if this run continues it. */
  readonly from: number
  /** Total number of epochs at the end of the run, including those of earlier runs. */
  readonly epochs: number
  readonly perEpoch: number
  /** Total number of steps at the end of the run. */
  readonly steps: number
  /** The step at which the run's learning rate schedule starts. */
  readonly scheduleStart: number
}

/** Returns the length of a job's run and the step at which its schedule starts. */
export function shapeOf(job: Pick<TrainingJob, 'split' | 'resample' | 'batchSize' | 'epochs' | 'fromEpoch'>): RunShape {
  return runShape(job.epochs, Math.ceil(epochRows(job) / job.batchSize), job.fromEpoch ?? 0)
}

/** Returns the shape of a run with this many epochs in its plan and steps per epoch, which starts after `from` epochs. */
export function runShape(planned: number, perEpoch: number, from: number): RunShape {
  // A run that continues a completed one trains the same number of epochs again, with a new schedule.
  const continues = from >= planned
  const epochs = continues ? from + planned : planned
  return { from, epochs, perEpoch, steps: epochs * perEpoch, scheduleStart: continues ? from * perEpoch : 0 }
}

/** Returns the learning rate at this position, determined by the value that the user set, the plan and the schedule. */
export function rateOf(
  job: Pick<TrainingJob, 'schedule'>,
  shape: RunShape,
  position: Pick<Position, 'step' | 'learningRate' | 'plateau'>,
): number {
  return rateAt(job.schedule, position.learningRate, {
    step: position.step - shape.scheduleStart,
    steps: shape.steps - shape.scheduleStart,
    perEpoch: shape.perEpoch,
    plateau: position.plateau?.factor ?? 1,
  })
}

/**
 * Returns the constants of the step at this position, whose batch starts at index `first` of the order. With gradient
 * accumulation, batches are counted from the start of each epoch, and the epoch's last update uses whatever batches are
 * left.
 */
export function constantsOf(
  job: Pick<
    TrainingJob,
    'split' | 'resample' | 'batchSize' | 'epochs' | 'fromEpoch' | 'optimizer' | 'accumulate' | 'average'
  >,
  position: Pick<RunMark, 'step' | 'updates' | 'epoch'>,
  first: number,
  rate: number,
): StepConstants {
  const { perEpoch } = shapeOf(job)
  const batch = position.step - position.epoch * perEpoch
  const perUpdate = Math.max(1, job.accumulate ?? 1)
  const groupStart = batch - (batch % perUpdate)
  const count = Math.min(perUpdate, Math.max(1, perEpoch - groupStart))
  const [correction1, correction2] = corrections(job.optimizer, position.updates + 1)
  return {
    step: position.step,
    first,
    rate: Math.fround(rate),
    correction1: Math.fround(correction1),
    correction2: Math.fround(correction2),
    update: batch === groupStart + count - 1 ? 1 : 0,
    share: Math.fround(1 / count),
    fresh: batch === groupStart ? 1 : 0,
    keep: Math.fround(averageDecay(job.average ?? 0, position.updates)),
  }
}

/**
 * The decay of the moving average after this many updates: small at first, so that the initial weights fade quickly,
 * and equal to `decay` later, as in TensorFlow's ExponentialMovingAverage with `num_updates`.
 */
function averageDecay(decay: number, updates: number): number {
  return Math.min(decay, (1 + updates) / (10 + updates))
}

/** Adam's bias corrections at update t (Kingma and Ba 2015), in float64, where powers are precise enough. */
function corrections({ class_name: name, config }: Lowered, t: number): readonly [number, number] {
  const [beta1, beta2] = correctedBetas(name, config)
  return [
    beta1 === undefined ? 1 : 1 / (1 - power(beta1, t)),
    beta2 === undefined ? 1 : 1 / Math.sqrt(1 - power(beta2, t)),
  ]
}

export interface ChunkSize {
  /** The maximum number of steps that the next chunk may contain. */
  maxSteps(): number
  /** Waits until the engine can accept another chunk. Rejects if an earlier chunk failed. */
  ready(): Promise<void>
  /** Sends a chunk of `count` steps by calling `send`, and adapts the chunk size to the time it takes. */
  send(count: number, send: () => void): void
}

/** Target duration of a chunk in milliseconds; pause, stop and other messages wait at most this long. */
const CHUNK_MS = 12
/** Maximum number of chunks in flight on asynchronous engines: one running, one waiting. */
const MAX_IN_FLIGHT = 2

/**
 * Determines the chunk sizes of one run: the first chunk has one step, and each chunk is at most twice as large as the
 * previous one.
 */
export function makeChunkSize(engine: Pick<TrainStep, 'isSynchronous' | 'mostSteps' | 'settled'>): ChunkSize {
  let maxSteps = 1
  let doneAt = 0
  const inFlight: Promise<void>[] = []

  function adapt(count: number, ms: number): void {
    const fits = ms > 0 ? Math.floor((CHUNK_MS * count) / ms) : Number.POSITIVE_INFINITY
    maxSteps = Math.max(1, Math.min(fits, 2 * Math.max(count, maxSteps), engine.mostSteps))
  }

  return {
    maxSteps: () => maxSteps,
    async ready() {
      while (inFlight.length >= MAX_IN_FLIGHT) await inFlight.shift()
    },
    send(count, send) {
      const from = performance.now()
      send()
      if (engine.isSynchronous) return adapt(count, performance.now() - from)
      const done = engine.settled().then(() => {
        const now = performance.now()
        adapt(count, now - Math.max(from, doneAt))
        doneAt = now
      })
      // `ready` rethrows the error; if the run has ended in the meantime, nobody needs it.
      done.catch(() => undefined)
      inFlight.push(done)
    },
  }
}
