/** @file Recovery: a run whose worker or device is lost resumes on a new worker and the same backend; where it cannot, that is offered. */
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
  /** The run that the user started: a lost run resumes as it started, whatever was edited since. */
  begin(started: Started): Started
  /** A run that is launched again can be stopped too. */
  launched(): void
  /** The user asked a run to stop: if it is lost meanwhile, it does not resume automatically. */
  stopping(run: string): void
  /** Whether a run was paused when it was lost, asked once: after it resumes, it is paused again. */
  stoodStill(run: string): boolean
  lost(run: Exclude<RunState, { tag: 'idle' }>, said: Failed): void
  forget(): void
}

interface Parts {
  readonly store: StoreApi<AppState>
  readonly desk: Pick<TrainerDesk, 'drop'>
  readonly recorder: Pick<RunRecorder, 'standing'>
  readonly tell: (notice: GivenNotice) => void
  readonly settle: (run: RunState, said: FromTrainer) => void
  readonly launch: (begun: Started, standing: Standing, resume?: TrainingJob['resume']) => Promise<string>
}

/** Makes the recovery of a session's runs. */
export function makeRecovery({ store, desk, recorder, tell, settle, launch }: Parts): Recovery {
  let started: Started | undefined
  /** How often the run that the user started was resumed automatically. */
  let recoveries = 0
  let stopping: string | undefined
  let still: string | undefined

  async function recover(begun: Started, standing: Standing, said: Failed): Promise<void> {
    recoveries++
    const { checkpoint, best } = standing
    const from = checkpoint?.step ?? 0
    tell({ tone: 'info', said: message('run-recovers', { why: formatMessage(said.said), step: from }) })
    const kind = lossOf(said.said.code) ?? 'failed'
    const record = withSetback(standing.record, { kind, step: Math.max(said.step, from), from })
    const backend = record.chosen?.backend ?? begun.backend
    const resume = checkpoint && resumeOf(checkpoint, best)
    await launch({ ...begun, backend }, { ...standing, record }, resume).catch((error: unknown) => {
      // Lost again: that is reported on its own.
      if (error instanceof Refusal && lossOf(error.code)) return
      const { run } = store.getState()
      if (run.tag !== 'idle' && run.id === record.id && !isOver(run)) settle(run, said)
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
      if (still !== run) return false
      still = undefined
      return true
    },
    lost(run, said) {
      const { standing } = recorder
      desk.drop()
      if (standing && started && recoveries < RECOVERIES && stopping !== run.id) {
        if (run.tag === 'paused') still = run.id
        void recover(started, standing, said)
        return
      }
      settle(run, said)
      offerToResume({ tone: 'bad', said: said.said })
    },
    forget() {
      started = undefined
    },
  }
}

/** The state that the worker resumes from; undefined where only weights are saved. */
export function resumeOf(checkpoint: CheckpointRecord, best: WeightSet | undefined): TrainingJob['resume'] {
  const { mark, state, weights } = checkpoint
  return mark && state && { mark, state: { weights, ...state }, ...(best ? { best } : {}) }
}
