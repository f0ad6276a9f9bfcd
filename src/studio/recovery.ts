/**
 * @file Recovery: resumes a run whose worker or device was lost on a new worker with the same backend, or offers to
 * resume it.
 */
import type { StoreApi } from 'zustand/vanilla'
import { offersText } from '../messages/en/studio/offers'
import { message, Refusal, formatMessage } from '../messages/message'
import type { TrainingJob, WeightSet } from '../data/training-job'
import type { RunState } from '../protocol/run-state'
import type { FromTrainer } from '../protocol/trainer-messages'
import type { CheckpointRecord } from '../storage/records'
import type { Started } from './prepare-run'
import type { RunRecorder } from './run-recorder'
import { isOver } from './run-reached'
import { lossOf, withSetback } from './interruptions'
import type { Standing } from './find-run'
import { errorNotice, type GivenNotice } from './notice'
import type { AppState } from './state'
import type { TrainerDesk } from './trainer-handle'

/** How many times a lost run is resumed automatically. */
const RECOVERIES = 2

type Failed = Extract<FromTrainer, { type: 'failed' }>

export interface Recovery {
  /** Remembers the run that the user started: it resumes as it started, regardless of later edits. */
  begin(started: Started): Started
  /** A run was launched: clears an earlier stop request. */
  launched(): void
  /** The user is stopping a run: if it is lost meanwhile, it does not resume automatically. */
  stopping(run: string): void
  /** Whether the run was paused when it was lost; resets the answer. A resumed run is then paused again. */
  stoodStill(run: string): boolean
  lost(run: Exclude<RunState, { tag: 'idle' }>, failure: Failed): void
  forget(): void
}

interface RecoveryDeps {
  readonly store: StoreApi<AppState>
  readonly desk: Pick<TrainerDesk, 'drop'>
  readonly recorder: Pick<RunRecorder, 'standing'>
  readonly tell: (notice: GivenNotice) => void
  readonly settle: (run: RunState, received: FromTrainer) => void
  readonly launch: (begun: Started, standing: Standing, resume?: TrainingJob['resume']) => Promise<string>
}

/** Makes the recovery of a session's runs. */
export function makeRecovery({ store, desk, recorder, tell, settle, launch }: RecoveryDeps): Recovery {
  let started: Started | undefined
  /** How often the current run was resumed automatically. */
  let recoveries = 0
  let stopping: string | undefined
  let pausedRun: string | undefined

  async function recover(begun: Started, standing: Standing, failure: Failed): Promise<void> {
    recoveries++
    const { checkpoint, best } = standing
    const from = checkpoint?.step ?? 0
    tell({ tone: 'info', said: message('run-recovers', { why: formatMessage(failure.said), step: from }) })
    const kind = lossOf(failure.said.code) ?? 'failed'
    const record = withSetback(standing.record, { kind, step: Math.max(failure.step, from), from })
    const backend = record.chosen?.backend ?? begun.backend
    const resume = checkpoint && resumeOf(checkpoint, best)
    await launch({ ...begun, backend }, { ...standing, record }, resume).catch((error: unknown) => {
      // A second loss is reported separately.
      if (error instanceof Refusal && lossOf(error.code)) return
      const { run } = store.getState()
      if (run.tag !== 'idle' && run.id === record.id && !isOver(run)) settle(run, failure)
      offerToResume(errorNotice(error))
    })
  }

  function offerToResume(notice: GivenNotice): void {
    const run = recorder.standing?.record.id
    const action =
      run === undefined
        ? { title: offersText.trainAgain, command: 'run.start' }
        : { title: offersText.resumeRun, command: 'run.continue', args: { run } }
    tell({ ...notice, action })
  }

  return {
    begin(begun) {
      started = begun
      recoveries = 0
      return begun
    },
    launched() {
      stopping = undefined
    },
    stopping(run) {
      stopping = run
    },
    stoodStill(run) {
      if (pausedRun !== run) return false
      pausedRun = undefined
      return true
    },
    lost(run, failure) {
      const { standing } = recorder
      desk.drop()
      if (standing && started && recoveries < RECOVERIES && stopping !== run.id) {
        if (run.tag === 'paused') pausedRun = run.id
        void recover(started, standing, failure)
        return
      }
      settle(run, failure)
      offerToResume({ tone: 'bad', said: failure.said })
    },
    forget() {
      started = undefined
    },
  }
}

/** The state the worker resumes from; undefined if only weights were saved. */
export function resumeOf(checkpoint: CheckpointRecord, best: WeightSet | undefined): TrainingJob['resume'] {
  const { mark, state, weights } = checkpoint
  return mark && state && { mark, state: { weights, ...state }, ...(best ? { best } : {}) }
}
