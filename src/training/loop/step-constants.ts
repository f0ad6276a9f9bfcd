/**
 * @file Constants: the values of each step that the host computes, as a pure function of the job and the position of
 * the run. They are rounded to float32 here, so that every engine gets identical values.
 */
import { power } from '../../base/exact-math'
import type { Lowered } from '../../catalog/keras-json'
import { rateAt } from '../../data/learning-rate-schedule'
import { epochRows } from '../../data/resample'
import type { RunMark, TrainingJob } from '../../data/training-job'
import { correctedBetas } from '../../formulas/optimizer-formulas'
import type { StepConstants } from '../program/ops'

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
  const perEpoch = Math.ceil(epochRows(job) / job.batchSize)
  const from = job.fromEpoch ?? 0
  // A run that continues a completed one trains the same number of epochs again, with a new schedule.
  const continues = from >= job.epochs
  const epochs = continues ? from + job.epochs : job.epochs
  return { from, epochs, perEpoch, steps: epochs * perEpoch, scheduleStart: continues ? from * perEpoch : 0 }
}

type Position = Pick<RunMark, 'step' | 'updates' | 'epoch' | 'learningRate' | 'plateau'>

/** Returns the learning rate at this position, determined by the value that the user set, the plan and the schedule. */
export function rateOf(job: Pick<TrainingJob, 'schedule'>, shape: RunShape, position: Position): number {
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
