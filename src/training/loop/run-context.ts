/** @file RunContext: the state and functions that all parts of a run's training loop share. */
import type { RunMark, TrainingJob } from '../../data/training-job'
import type { Evaluation } from '../../metrics/evaluation'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { TrainStep } from '../train-step'
import type { Checkpoint, Checkpointer } from './checkpointer'
import type { ChunkSize } from './chunk-size'
import type { Clock } from './clock'
import type { Counts } from './confusion-counts'
import type { Control } from './run-control'
import type { Meter } from './speed-meter'
import type { RunShape } from './step-constants'
import type { ProgressReporter, Reader } from './step-metrics'
import type { Verdict } from './stop-decision'

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
export type EndReason = Exclude<Verdict, 'go'> | 'stop'
