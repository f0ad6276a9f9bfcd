/** @file Recovery: a run whose worker or device is lost goes on where it stood, on a fresh worker and the same backend, or that is offered. */
import type { StoreApi } from 'zustand/vanilla'
import { message, Refusal, say } from '../messages/message'
import type { TrainingJob, WeightSet } from '../data/job'
import type { RunState } from '../protocol/run-state'
import type { FromTrainer } from '../protocol/trainer-messages'
import type { CheckpointRecord } from '../storage/records'
import type { Started } from './prepare-run'
import type { RunRecorder } from './run-recorder'
import { isOver } from './run-reached'
import { lossOf, withSetback } from './interruptions'
import type { Standing } from './find-run'
import type { AppState, Notice } from './state'
import type { TrainerDesk } from './trainer-handle'

/** Times a lost run is taken up again by itself. */
const RECOVERIES = 2

type Failed = Extract<FromTrainer, { type: 'failed' }>

export interface Recovery {
  /** What the user began: a lost run is taken up as it began, whatever was edited since. */
  begin(started: Started): Started
  /** Also a run that is launched again can be stopped. */
  launched(): void
  /** The user asked a run to stop: lost meanwhile, it is not taken up again by itself. */
  stopping(run: string): void
  /** Whether a run stood still when it was lost, asked once: taken up again, it stands still again. */
  stoodStill(run: string): boolean
  lost(run: Exclude<RunState, { tag: 'idle' }>, said: Failed): void
  forget(): void
}

interface Parts {
  readonly store: StoreApi<AppState>
  readonly desk: Pick<TrainerDesk, 'drop'>
  readonly recorder: Pick<RunRecorder, 'standing'>
  readonly tell: (notice: Omit<Notice, 'id'>) => void
  readonly settle: (run: RunState, said: FromTrainer) => void
  readonly launch: (begun: Started, standing: Standing, resume?: TrainingJob['resume']) => Promise<string>
}

/** The recovery of a session's runs. */
export function makeRecovery({ store, desk, recorder, tell, settle, launch }: Parts): Recovery {
  let started: Started | undefined
  /** How often the run that the user began was taken up again by itself. */
  let recoveries = 0
  let stopping: string | undefined
  let still: string | undefined

  async function recover(begun: Started, standing: Standing, said: Failed): Promise<void> {
    recoveries++
    const { checkpoint, best } = standing
    const from = checkpoint?.step ?? 0
    tell({ tone: 'info', text: say(message('run-recovers', { why: say(said.said), step: from })) })
    const kind = lossOf(said.said.code) ?? 'failed'
    const record = withSetback(standing.record, { kind, step: Math.max(said.step, from), from })
    const backend = record.chosen?.backend ?? begun.backend
    const resume = checkpoint && resumeOf(checkpoint, best)
    await launch({ ...begun, backend }, { ...standing, record }, resume).catch((error: unknown) => {
      // Lost again: that is heard by itself.
      if (error instanceof Refusal && lossOf(error.code)) return
      const { run } = store.getState()
      if (run.tag !== 'idle' && run.id === record.id && !isOver(run)) settle(run, said)
      offerToGoOn(error instanceof Error ? error.message : String(error))
    })
  }
  function offerToGoOn(text: string): void {
    const run = recorder.standing?.record.id
    const action =
      run === undefined
        ? { title: 'Train again', command: 'run.start' }
        : { title: 'Go on where it stopped', command: 'run.continue', args: { run } }
    tell({ tone: 'bad', text, action })
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
      offerToGoOn(say(said.said))
    },
    forget() {
      started = undefined
    },
  }
}

/** What the worker goes on from; undefined for weights alone. */
export function resumeOf(checkpoint: CheckpointRecord, best: WeightSet | undefined): TrainingJob['resume'] {
  const { mark, state, weights } = checkpoint
  return mark && state && { mark, state: { weights, ...state }, ...(best ? { best } : {}) }
}
