/** @file Looks up a run with its newest checkpoint, on this page or in storage. */
import type { StoreApi } from 'zustand/vanilla'
import { resultWeights } from '../../data/training-job'
import { refuse } from '../../messages/message'
import type { CheckpointRecord, RunRecord, Storage } from '../../storage/records'
import type { AppState } from '../state'

export interface RunSnapshot {
  readonly record: RunRecord
  /** Absent if the run was interrupted before its first checkpoint; resuming it then starts over. */
  readonly checkpoint?: CheckpointRecord | undefined
  /** The weights of the best epoch up to the checkpoint. */
  readonly best?: BestWeights | undefined
}

export type BestWeights = Pick<CheckpointRecord, 'step' | 'epoch' | 'weights' | 'hash'>

/** Whether the run ended before its last step, so that it can be resumed. */
export function isOpen({ tag, why }: RunRecord): boolean {
  return tag === 'interrupted' || tag === 'failed' || (tag === 'done' && why === 'stopped')
}

/** The checkpoint with the weights that are used for predictions: the moving average if the run computes one. */
export function answering(checkpoint: CheckpointRecord): CheckpointRecord {
  const { weights, state } = checkpoint
  return state ? { ...checkpoint, weights: resultWeights({ weights, ...state }) } : checkpoint
}

/** The weights of a best checkpoint without its optimizer state, which may be twice as large. */
export function bestWeightsOf(checkpoint: CheckpointRecord): BestWeights {
  const { step, epoch, weights, hash } = answering(checkpoint)
  return { step, epoch, weights, hash }
}

export interface RunLookup {
  /** The record of a run of this project. Refuses an unknown run. */
  recordOf(id: string): RunRecord
  snapshotOf(id: string): Promise<RunSnapshot>
  /** The checkpoint with this generation number, or the newest one. Refuses if there is no intact checkpoint. */
  checkpointOf(id: string, generation: number | undefined): Promise<CheckpointRecord>
  /** The checkpoint with these weights and the optimizer state they were trained with, if it is still stored. */
  checkpointWith(weights: CheckpointRecord): Promise<CheckpointRecord | undefined>
}

/**
 * Looks up runs. `recorder` has the run of this page, whose newest checkpoint may not be stored yet, and resolves when
 * the checkpoints of earlier runs are.
 */
export function makeRunLookup(
  store: StoreApi<AppState>,
  storage: Storage,
  recorder: { readonly snapshot: RunSnapshot | undefined; written(): Promise<void> },
): RunLookup {
  function recordOf(id: string): RunRecord {
    return store.getState().runs.find((row) => row.id === id) ?? refuse('no-such-run', { id })
  }
  return {
    recordOf,
    async snapshotOf(id) {
      const record = recordOf(id)
      const mine = recorder.snapshot
      if (mine?.record.id === id) return { ...mine, record }
      await recorder.written()
      const checkpoint = await storage.runs.checkpoint(id)
      const rows = checkpoint ? await storage.runs.checkpoints(id) : []
      const best = rows.filter(({ keep, step }) => keep === 'best' && step <= (checkpoint?.step ?? 0)).at(-1)
      const kept = best && (await storage.runs.checkpoint(id, best.generation))
      return { record, checkpoint, best: kept && bestWeightsOf(kept) }
    },
    async checkpointOf(id, generation) {
      const mine = recorder.snapshot
      const newest = mine?.record.id === id && generation === undefined ? mine.checkpoint : undefined
      if (newest) return newest
      await recorder.written()
      return (await storage.runs.checkpoint(id, generation)) ?? refuse('nothing-kept', {})
    },
    async checkpointWith(weights) {
      if (!store.getState().runs.some(({ id }) => id === weights.run)) return undefined
      if (weights.state) return weights
      await recorder.written()
      const rows = await storage.runs.checkpoints(weights.run)
      // After early stopping, the weights are those of the best epoch, but the step is the last one.
      for (const { generation, step, keep } of [...rows].reverse()) {
        if (step !== weights.step && keep !== 'best') continue
        const stored = await storage.runs.checkpoint(weights.run, generation)
        if (stored && isSame(answering(stored).weights.data, weights.weights.data)) return stored
      }
      return undefined
    },
  }
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
}
