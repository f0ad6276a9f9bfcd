/** @file Chunks: the steps that go to the engine together, as a pure function of the job and of where the run stands. */
import type { RunMark, TrainingJob } from '../../data/job'
import { epochOrder, epochRows } from '../../data/resample'
import type { StepConstants } from '../program/ops'
import { constantsOf, type RunShape, rateOf } from './constants'

/** What of a mark decides about the steps to come. */
export type Place = Pick<RunMark, 'step' | 'updates' | 'epoch' | 'learningRate' | 'plateau'>

export interface Chunk {
  readonly constants: readonly StepConstants[]
  /** Of each of its batches. */
  readonly rows: number
  /** Where the run stands after it. */
  readonly after: Pick<RunMark, 'step' | 'updates'>
  /** The learning rate of its last step. */
  readonly rate: number
}

/** At most `most` steps from here on, never beyond the epoch or its full batches; undefined when the epoch has no more. */
export function chunkAt(job: TrainingJob, shape: RunShape, place: Place, most: number): Chunk | undefined {
  const train = epochRows(job)
  const batch = place.step - place.epoch * shape.perEpoch
  if (batch >= shape.perEpoch) return undefined
  const full = Math.floor(train / job.batchSize)
  const count = batch < full ? Math.min(most, full - batch, stepsLeft(job, shape, place)) : 1
  const constants: StepConstants[] = []
  let at: Place = place
  let rate = place.learningRate
  for (let i = 0; i < count; i++) {
    rate = rateOf(job, shape, at)
    const one = constantsOf(job, at, (batch + i) * job.batchSize, rate)
    constants.push(one)
    at = { ...at, step: at.step + 1, updates: at.updates + one.update }
  }
  const rows = batch < full ? job.batchSize : train - full * job.batchSize
  return { constants, rows, after: { step: at.step, updates: at.updates }, rate }
}

/** Steps that the plan's rule leaves a run. */
export function stepsLeft(job: TrainingJob, shape: RunShape, { step }: Pick<RunMark, 'step'>): number {
  const { steps } = job.stopWhen ?? {}
  return steps === undefined ? Number.POSITIVE_INFINITY : steps - (step - shape.from * shape.perEpoch)
}

/** The training rows in the order of an epoch. */
export function orderOf(job: TrainingJob, epoch: number): Uint32Array {
  return epochOrder(job, epoch)
}
