/**
 * @file Constants: what the host says of each step, as a pure function of the job and of where the run stands. Rounded to
 * float32 here, so that every engine is told the same numbers.
 */
import { power } from '../../base/exact'
import type { Lowered } from '../../catalog/lowered'
import type { RunMark, TrainingJob } from '../../data/job'
import { epochRows } from '../../data/resample'
import { rateAt } from '../../data/schedule'
import type { StepConstants } from '../program/ops'

/** How long a run is, and in how many pieces. */
export interface RunShape {
  /** Epochs done by the run that this one goes on from. */
  readonly from: number
  /** Epochs at its end, those before it counted. */
  readonly epochs: number
  readonly perEpoch: number
  /** Steps at its end. */
  readonly steps: number
  /** The step that its schedule counts from. */
  readonly scheduleFrom: number
}

/** The shape of the run of a job. */
export function shapeOf(job: Pick<TrainingJob, 'split' | 'resample' | 'batchSize' | 'epochs' | 'fromEpoch'>): RunShape {
  const perEpoch = Math.ceil(epochRows(job) / job.batchSize)
  const from = job.fromEpoch ?? 0
  // A run that goes on from one which did all its epochs does as many again, on a schedule of its own.
  const anew = from >= job.epochs
  const epochs = anew ? from + job.epochs : job.epochs
  return { from, epochs, perEpoch, steps: epochs * perEpoch, scheduleFrom: anew ? from * perEpoch : 0 }
}

type Place = Pick<RunMark, 'step' | 'updates' | 'epoch' | 'learningRate' | 'plateau'>

/** The learning rate of the step at this place, by hand, plan and schedule. */
export function rateOf(job: Pick<TrainingJob, 'schedule'>, shape: RunShape, place: Place): number {
  return rateAt(job.schedule, place.learningRate, {
    step: place.step - shape.scheduleFrom,
    steps: shape.steps - shape.scheduleFrom,
    perEpoch: shape.perEpoch,
    plateau: place.plateau?.factor ?? 1,
  })
}

/**
 * The constants of the step at this place, over the batch that begins at `first` of the order, at this learning rate. Where several
 * batches make one update, they are counted from the start of each epoch, and its last update takes the batches that are there.
 */
export function constantsOf(
  job: Pick<
    TrainingJob,
    'split' | 'resample' | 'batchSize' | 'epochs' | 'fromEpoch' | 'optimizer' | 'accumulate' | 'average'
  >,
  place: Pick<RunMark, 'step' | 'updates' | 'epoch'>,
  first: number,
  rate: number,
): StepConstants {
  const { perEpoch } = shapeOf(job)
  const batch = place.step - place.epoch * perEpoch
  const together = Math.max(1, job.accumulate ?? 1)
  const begins = batch - (batch % together)
  const count = Math.min(together, Math.max(1, perEpoch - begins))
  const [correction1, correction2] = corrections(job.optimizer, place.updates + 1)
  return {
    step: place.step,
    first,
    rate: Math.fround(rate),
    correction1: Math.fround(correction1),
    correction2: Math.fround(correction2),
    update: batch === begins + count - 1 ? 1 : 0,
    share: Math.fround(1 / count),
    fresh: batch === begins ? 1 : 0,
    keep: Math.fround(keptBy(job.average ?? 0, place.updates)),
  }
}

/**
 * What a moving average keeps of itself after so many updates: little at first, so that the weights it began with are soon gone, then
 * `decay`. As ExponentialMovingAverage of TensorFlow with `num_updates`.
 */
function keptBy(decay: number, updates: number): number {
  return Math.min(decay, (1 + updates) / (10 + updates))
}

/** Beta1 and beta2 of Adam and its kin. */
export function betasOf(config: Lowered['config']): readonly [number, number] {
  const { beta_1: beta1, beta_2: beta2 } = config
  return [typeof beta1 === 'number' ? beta1 : 0.9, typeof beta2 === 'number' ? beta2 : 0.999]
}

/** What undoes the zeros that means begin with, at update t (Kingma and Ba 2015): in float64, where powers do not drift. */
function corrections({ class_name: rule, config }: Lowered, t: number): readonly [number, number] {
  const [beta1, beta2] = betasOf(config)
  const first = 1 / (1 - power(beta1, t))
  if (rule === 'Adamax') return [first, 1]
  return rule === 'Adam' || rule === 'AdamW' ? [first, 1 / Math.sqrt(1 - power(beta2, t))] : [1, 1]
}
