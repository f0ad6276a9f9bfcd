/** @file Parts: what a run is made of, as the pieces of its loop share it. */
import type { RunMark, TrainingJob } from '../../data/job'
import type { Evaluation } from '../../metrics/evaluation'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { TrainStep } from '../train-step'
import type { Clock } from './clock'
import type { RunShape } from './constants'
import type { Control } from './control'
import type { Counts } from './counts'
import type { Keeper, Kept } from './checkpointer'
import type { Meter } from './meter'
import type { Pace } from './chunk-size'
import type { Reader } from './reader'
import type { Teller } from './progress-reporter'
import type { Verdict } from './verdict'

export type Post = (message: FromTrainer, transfer?: Transferable[]) => void

export interface Parts {
  readonly job: TrainingJob
  readonly shape: RunShape
  readonly engine: TrainStep
  readonly control: Control
  readonly clock: Clock
  readonly meter: Meter
  readonly pace: Pace
  readonly reader: Reader
  readonly counts: Counts
  readonly teller: Teller
  readonly keeper: Keeper
  /** Where the run stands: behind the last step that was sent. */
  mark(): RunMark
  /** It stands elsewhere now, and this is the learning rate of its last step. */
  move(mark: RunMark, learningRate?: number): void
  /** Where the user is heard; what is spent waiting there is no time of training. */
  gate(): Promise<'go' | 'one' | 'stop'>
  /** Tells the losses and epochs there are, or only what is due. */
  tell(when: 'now' | 'due'): void
  /** Takes and tells a checkpoint of where the run stands. */
  checkpoint(): Promise<Kept>
  /** The metrics of the validation split; undefined when there is none, or `between` said stop. */
  validate(between: Parts['gate']): Promise<Evaluation | undefined>
}

/** Why a run trains no more. */
export type Why = Exclude<Verdict, 'go'> | 'stop'
