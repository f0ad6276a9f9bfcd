/** @file The state of a run: waiting for it, and the interruptions that its record stores. */
import type { RunState } from '../../protocol/run-state'
import type { RunRecord, Setback } from '../../storage/records'
import type { StoreApi } from 'zustand/vanilla'
import type { AppState } from '../state'

/** Maximum number of interruptions stored per run. */
const MOST = 12

const LOST = ['device-lost', 'worker-gone', 'worker-silent'] as const

/** The kind of interruption that a new worker can recover from, by message code; undefined for any other. */
export function lossOf(code: string): (typeof LOST)[number] | undefined {
  return LOST.find((one) => one === code)
}

/** Adds an interruption to the record. */
export function withSetback(record: RunRecord, setback: Omit<Setback, 'at'>): RunRecord {
  const all = [...(record.setbacks ?? []), { ...setback, at: new Date().toISOString() }]
  return { ...record, setbacks: all.slice(-MOST) }
}

/**
 * The record of a run that the user resumes, with the interruption added. A run that the user stopped was not
 * interrupted.
 */
export function resumedRecord(record: RunRecord, run: RunState, from: number): RunRecord {
  const step = Math.max(record.step ?? 0, from)
  if (record.tag === 'interrupted') return withSetback(record, { kind: 'interrupted', step, from })
  if (record.tag !== 'failed') return record
  const code = run.tag === 'failed' && run.id === record.id ? run.reason.code : ''
  return withSetback(record, { kind: lossOf(code) ?? 'failed', step, from })
}

/** Whether the run has ended, with success or not. */
export function isOver(run: RunState): boolean {
  return run.tag === 'done' || run.tag === 'failed'
}

/** Whether the run has completed a step since it started or resumed. */
export function nextStep(run: RunState): boolean {
  return run.tag !== 'idle' && run.begunAt !== undefined && run.step > run.begunAt
}

/** Resolves with the first run state that passes the test. */
export function runReached(store: StoreApi<AppState>, test: (run: RunState) => boolean): Promise<RunState> {
  return new Promise((resolve) => {
    const { run } = store.getState()
    if (test(run)) return resolve(run)
    const close = store.subscribe((state) => {
      if (!test(state.run)) return
      close()
      resolve(state.run)
    })
  })
}
