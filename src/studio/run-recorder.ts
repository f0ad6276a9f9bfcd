/** @file RunRecorder: what is kept of a run while it goes on: its record, and the last good weights. */
import type { StoreApi } from 'zustand/vanilla'
import type { RunState } from '../protocol/run-state'
import type { CheckpointRecord, RunRecord, Storage } from '../storage/records'
import type { AppState } from './state'

export interface RunRecorder {
  begin(record: RunRecord): void
  /** Writes down how the run stands now. */
  keep(run: Exclude<RunState, { tag: 'idle' }>): void
  keepCheckpoint(checkpoint: CheckpointRecord): void
  /** The last good weights, of this run or of one before a reload. */
  readonly checkpoint: CheckpointRecord | undefined
  adopt(checkpoint: CheckpointRecord | undefined): void
  forget(): void
}

/** At most this often is a running run written down, in ms: its history grows, and short epochs come ten times a second. */
const REST_MS = 1000

/** A recorder that shows what it keeps in the store's list of runs. A full disk costs the record, never the run. */
export function makeRunRecorder(store: StoreApi<AppState>, storage: Storage): RunRecorder {
  let record: RunRecord | undefined
  let checkpoint: CheckpointRecord | undefined
  let writtenAt = Number.NEGATIVE_INFINITY
  return {
    get checkpoint() {
      return checkpoint
    },
    begin(fresh) {
      record = fresh
      writtenAt = Number.NEGATIVE_INFINITY
    },
    keep(run) {
      if (!record || record.id !== run.id) return
      const over = run.tag === 'done' || run.tag === 'failed'
      const shown = store.getState().runs.find(({ id }) => id === run.id)
      const kept: RunRecord = {
        ...record,
        // It may have been renamed meanwhile.
        name: shown?.name ?? record.name,
        tag: over ? run.tag : 'training',
        ...(run.chosen ? { chosen: run.chosen } : {}),
        ...(run.engine ? { engine: run.engine } : {}),
        steps: over ? run.step : run.steps,
        history: run.history,
        metrics: store.getState().metrics,
        ...(run.hash ? { hash: run.hash } : {}),
      }
      record = kept
      store.setState(({ runs }) => ({ runs: [kept, ...runs.filter((row) => row.id !== kept.id)] }))
      if (!over && performance.now() - writtenAt < REST_MS) return
      writtenAt = performance.now()
      storage.runs.put(kept).catch(() => undefined)
    },
    keepCheckpoint(fresh) {
      checkpoint = fresh
      storage.runs.putCheckpoint(fresh).catch(() => undefined)
    },
    adopt(kept) {
      checkpoint = kept
    },
    forget() {
      record = undefined
      checkpoint = undefined
    },
  }
}

/** "Run 3" after "Run 2", whatever others are called. */
export function nextRunName(runs: readonly RunRecord[]): string {
  return `Run ${runs.reduce((most, { name }) => Math.max(most, Number(/^Run (\d+)$/.exec(name)?.[1] ?? 0)), 0) + 1}`
}

/** Run ids sort by time and do not collide between tabs. */
export function newRunId(): string {
  const random = new Uint32Array(1)
  globalThis.crypto.getRandomValues(random)
  return `run-${Date.now().toString(36)}-${(random[0] as number).toString(36)}`
}
