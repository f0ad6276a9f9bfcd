/**
 * @file Recovery: if the worker or device of a run is lost, resumes the run on a new worker with the same backend, or
 * offers to resume it.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { offersText } from '../../messages/en/studio/offers'
import { formatMessage, message, Refusal } from '../../messages/message'
import type { RunState } from '../../protocol/run-state'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { CheckpointRecord } from '../../storage/records'
import { errorNotice, type NewNotice } from '../notice'
import { callOf } from '../run-command'
import type { AppState, NoticeAction } from '../state'
import type { RunSnapshot } from './find-run'
import type { Started } from './prepare-run'
import { isOver, lossOf, withSetback } from './run-lifecycle'
import type { RunRecorder } from './run-recorder'
import type { TrainerHandle } from './trainer-handle'

/** The maximum number of times a lost run is resumed automatically. */
const RECOVERIES = 2

type Failed = Extract<FromTrainer, { type: 'failed' }>

export interface Recovery {
  /** Remembers the run as the user started it, so that it resumes regardless of later edits. */
  begin(started: Started): void
  /** Called when a run was launched: clears an earlier stop request. */
  launched(): void
  /** Called when the user is stopping a run: if the run is lost in the meantime, it is not resumed automatically. */
  stopping(run: string): void
  /** Whether the run was paused when it was lost, so that the resumed run is paused again. Clears that state. */
  takePausedState(run: string): boolean
  lost(run: Exclude<RunState, { tag: 'idle' }>, failure: Failed): void
  forget(): void
}

interface RecoveryDeps {
  readonly store: StoreApi<AppState>
  readonly trainer: Pick<TrainerHandle, 'close'>
  readonly recorder: Pick<RunRecorder, 'snapshot'>
  readonly showNotice: (notice: NewNotice) => void
  readonly settle: (run: RunState, received: FromTrainer) => void
  readonly launch: (begun: Started, snapshot: RunSnapshot, resume?: TrainingJob['resume']) => Promise<string>
}

/** Creates the recovery for the runs of a session. */
export function makeRecovery({ store, trainer, recorder, showNotice, settle, launch }: RecoveryDeps): Recovery {
  let started: Started | undefined
  /** How many times the current run was resumed automatically. */
  let recoveries = 0
  let stopping: string | undefined
  let pausedRun: string | undefined

  async function recover(begun: Started, snapshot: RunSnapshot, failure: Failed): Promise<void> {
    recoveries++
    const { checkpoint, best } = snapshot
    const from = checkpoint?.step ?? 0
    showNotice({ tone: 'info', message: message('run-recovers', { why: formatMessage(failure.reason), step: from }) })
    const kind = lossOf(failure.reason.code) ?? 'failed'
    const record = withSetback(snapshot.record, { kind, step: Math.max(failure.step, from), from })
    const backend = record.chosen?.backend ?? begun.backend
    const resume = checkpoint && resumeOf(checkpoint, best?.weights)
    await launch({ ...begun, backend }, { ...snapshot, record }, resume).catch((error: unknown) => {
      // If the run was lost again, that is reported separately.
      if (error instanceof Refusal && lossOf(error.code)) return
      const { run } = store.getState()
      if (run.tag !== 'idle' && run.id === record.id && !isOver(run)) settle(run, failure)
      offerToResume(errorNotice(error))
    })
  }

  function offerToResume(notice: NewNotice): void {
    const run = recorder.snapshot?.record.id
    const action: NoticeAction =
      run === undefined
        ? { title: offersText.trainAgain, ...callOf('run.start') }
        : { title: offersText.resumeRun, ...callOf('run.continue', { run }) }
    showNotice({ ...notice, action })
  }

  return {
    begin(begun) {
      started = begun
      recoveries = 0
    },
    launched() {
      stopping = undefined
    },
    stopping(run) {
      stopping = run
    },
    takePausedState(run) {
      if (pausedRun !== run) return false
      pausedRun = undefined
      return true
    },
    lost(run, failure) {
      const { snapshot } = recorder
      trainer.close()
      if (snapshot && started && recoveries < RECOVERIES && stopping !== run.id) {
        if (run.tag === 'paused') pausedRun = run.id
        void recover(started, snapshot, failure)
        return
      }
      settle(run, failure)
      offerToResume({ tone: 'bad', message: failure.reason })
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
