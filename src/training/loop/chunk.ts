/**
 * @file Chunks: the groups of steps that are sent to the engine together, as a pure function of the job and the
 * position of the run.
 */
import type { RunMark, TrainingJob } from '../../data/training-job'
import { epochOrder, epochRows } from '../../data/resample'
import type { StepConstants } from '../program/ops'
import { constantsOf, type RunShape, rateOf } from './step-constants'

/** The part of a mark that determines the next steps. */
export type Position = Pick<RunMark, 'step' | 'updates' | 'epoch' | 'learningRate' | 'plateau'>

export interface Chunk {
  readonly constants: readonly StepConstants[]
  /** Number of rows in each batch of the chunk. */
  readonly rows: number
  /** The position of the run after the chunk. */
  readonly next: Pick<RunMark, 'step' | 'updates'>
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
    rate = rateOf(job, shape, current)
    const stepConstants = constantsOf(job, current, (batch + i) * job.batchSize, rate)
    constants.push(stepConstants)
    current = { ...current, step: current.step + 1, updates: current.updates + stepConstants.update }
  }
  const rows = batch < full ? job.batchSize : train - full * job.batchSize
  return { constants, rows, next: { step: current.step, updates: current.updates }, rate }
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
