/** @file Epochs: the training loop itself, chunk by chunk and epoch by epoch until there is a reason to stop. */

import type { RunMark, TrainingJob } from '../../data/training-job'
import type { Evaluation } from '../../metrics/evaluation'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { TrainStep } from '../train-step'
import type { Checkpoint, Checkpointer } from './checkpointer'
import { type ChunkSize, chunkAt, orderOf, type RunShape } from './chunk'
import type { Counts } from './confusion-counts'
import type { Control } from './run-control'
import { afterEpoch } from './run-mark'
import type { Clock, Meter } from './speed-meter'
import type { ProgressReporter, Reader } from './step-metrics'
import { type Verdict, verdictOf } from './stop-decision'

export interface Trained {
  readonly why: EndReason
  /** The result of the last validation in this run. */
  readonly evaluation: Evaluation | undefined
}

/** Trains from the run's current position until there is a reason to stop. */
export async function trainAll(run: RunContext): Promise<Trained> {
  const { job, shape, position, control } = run
  let evaluation: Evaluation | undefined
  for (;;) {
    const verdict = verdictOf(job, shape, position())
    if (verdict !== 'go') return { why: verdict, evaluation }
    const result = await trainEpoch(run)
    if (result !== 'go') return { why: result, evaluation }
    evaluation = await endEpoch(run)
    if (control.isStopping()) return { why: 'stop', evaluation } // not text: an id
  }
}

/** Sends the remaining steps of an epoch; returns 'go' when all of them are done and their metrics have been read. */
async function trainEpoch({ job, shape, engine, position, ...run }: RunContext): Promise<Verdict | 'stop'> {
  const { control, clock, chunkSize, reader, counts, checkpointer } = run
  engine.order(orderOf(job, position().epoch))
  for (;;) {
    const request = await run.gate()
    if (request === 'stop') return 'stop'
    await chunkSize.ready()
    const start = position()
    const chunk = chunkAt(
      job,
      shape,
      start,
      request === 'one' ? 1 : Math.min(chunkSize.maxSteps(), control.limit?.steps ?? Number.POSITIVE_INFINITY),
    )
    if (!chunk) break
    const { constants, rows, next: after, rate } = chunk
    const count = constants.length
    chunkSize.send(count, () => engine.steps(constants, rows))
    reader.recordSent(start, count, rows)
    checkpointer.recordSent({ position: start, count })
    control.chunkSent(count)
    run.moveTo({ ...start, ...after, seconds: clock.seconds() }, rate)
    reader.readIfDue()
    counts.readIfDue(start.epoch + 1)
    // If all steps of an epoch are done, the epoch is completed before any rule applies.
    if (after.step === (start.epoch + 1) * shape.perEpoch) continue
    const verdict = verdictOf(job, shape, position())
    if (verdict !== 'go') return verdict
    if (checkpointer.isDue()) await run.checkpoint()
  }
  await Promise.all([reader.flush(), counts.flush(position().epoch + 1)])
  return 'go'
}

/**
 * Runs the validation at the end of an epoch, and adds the epoch's history row and checkpoint; does nothing if the user
 * stops the run in the meantime.
 */
async function endEpoch(run: RunContext): Promise<Evaluation | undefined> {
  const { job, clock, meter, reporter, checkpointer } = run
  const began = clock.seconds()
  const evaluation = await run.validate(run.gate)
  if (run.control.isStopping()) return undefined
  if (evaluation) meter.addValidation(1000 * (clock.seconds() - began))
  const end = afterEpoch(job, run.position(), evaluation)
  run.moveTo(end.mark)
  reporter.addEpoch(end.log, evaluation)
  run.report('due')
  await checkpointer.endEpoch(end)
  // Time spent at the end of an epoch does not count as step time.
  meter.addEpochEnd(clock.lap())
  return evaluation
}

export type Post = (message: FromTrainer, transfer?: Transferable[]) => void

export interface RunContext {
  readonly job: TrainingJob
  readonly shape: RunShape
  readonly engine: TrainStep
  readonly control: Control
  readonly clock: Clock
  readonly meter: Meter
  readonly chunkSize: ChunkSize
  readonly reader: Reader
  readonly counts: Counts
  readonly reporter: ProgressReporter
  readonly checkpointer: Checkpointer
  /** The position of the run after the last step that was submitted to the engine. */
  position(): RunMark
  /** Sets the position of the run and the learning rate of its last step. */
  moveTo(mark: RunMark, learningRate?: number): void
  /**
   * Yields so that user requests are handled, then waits while the run is paused. The time spent waiting does not count
   * as training time.
   */
  gate(): Promise<'go' | 'one' | 'stop'>
  /** Reports losses and epochs: all of them with 'now', or only those that are due. */
  report(when: 'now' | 'due'): void
  /** Saves and posts a checkpoint of the current position. */
  checkpoint(): Promise<Checkpoint>
  /** Evaluates on the validation set; returns undefined if there is none, or if `between` returned 'stop'. */
  validate(between: RunContext['gate']): Promise<Evaluation | undefined>
}

/** Why a run ended. */
type EndReason = Exclude<Verdict, 'go'> | 'stop'
