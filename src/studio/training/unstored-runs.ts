/** @file Unstored runs: what of runs could not be stored, such as on a full disk, until it is. */
import type { StoreApi } from 'zustand/vanilla'
import { type Message, message, Refusal } from '../../messages/message'
import type { CheckpointRecord, RunRecord, Storage } from '../../storage/records'
import type { AppState } from '../state'

export interface UnstoredRuns {
  /** Stores a record, or remembers it. Never rejects. */
  put(record: RunRecord): Promise<void>
  /** Stores a checkpoint, or remembers it; resolves with whether it is stored. Never rejects. */
  putCheckpoint(checkpoint: CheckpointRecord): Promise<boolean>
  /** Stores what is remembered. Never rejects. */
  storeAgain(): Promise<void>
}

/** Whether everything is saved: the project and its runs. */
export function savingOf({ saving, unstored }: Pick<AppState, 'saving' | 'unstored'>): AppState['saving'] {
  return saving.tag !== 'unsaved' && unstored ? { tag: 'unsaved', why: unstored } : saving
}

/** A busy disk can miss the deadline of a write, and the best weights are posted only once. */
const WRITE_ATTEMPTS = 3

/** Writes runs, and keeps in the store why the last one that is not stored is not. */
export function makeUnstoredRuns(store: StoreApi<AppState>, storage: Storage): UnstoredRuns {
  const records = new Map<string, RunRecord>()
  /** The newest checkpoint of each run, if it is not stored. */
  const checkpoints = new Map<string, CheckpointRecord>()

  function show(error?: unknown): void {
    if (records.size + checkpoints.size === 0) {
      if (store.getState().unstored) store.setState({ unstored: null })
      return
    }
    if (error !== undefined) store.setState({ unstored: whyOf(error) })
  }
  async function put(record: RunRecord): Promise<void> {
    try {
      await storage.runs.put(record)
      records.delete(record.id)
      show()
    } catch (error) {
      records.set(record.id, record)
      show(error)
    }
  }
  async function putCheckpoint(fresh: CheckpointRecord): Promise<boolean> {
    for (let left = WRITE_ATTEMPTS; ; ) {
      try {
        await storage.runs.putCheckpoint(fresh)
        checkpoints.delete(fresh.run)
        show()
        return true
      } catch (error) {
        if (--left > 0) continue
        checkpoints.set(fresh.run, fresh)
        show(error)
        return false
      }
    }
  }
  /** Whether the user has removed the run in the meantime. */
  function isRemoved({ id, project }: RunRecord): boolean {
    const { project: open, runs } = store.getState()
    return open.id === project && !runs.some((row) => row.id === id)
  }
  async function storeRecord(record: RunRecord): Promise<void> {
    await put(record)
    // After a failure, the browser may accept a write and not keep it.
    const found = await storage.runs.list(record.project).catch(() => [])
    if (records.has(record.id) || found.some(({ id }) => id === record.id)) return
    records.set(record.id, record)
    show(new Refusal(message('save-not-kept', {})))
  }

  return {
    put,
    putCheckpoint,
    async storeAgain() {
      for (const record of records.values()) {
        if (!isRemoved(record)) continue
        records.delete(record.id)
        checkpoints.delete(record.id)
        show()
      }
      for (const checkpoint of [...checkpoints.values()]) await putCheckpoint(checkpoint)
      for (const record of [...records.values()]) await storeRecord(record)
    },
  }
}

function whyOf(error: unknown): Message {
  return error instanceof Refusal ? error.reason : message('save-failed', { why: String(error) })
}
