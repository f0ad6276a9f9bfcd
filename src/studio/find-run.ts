/** @file Standing: a run and where it stands, as this page knows it, else as it is kept. */
import type { StoreApi } from 'zustand/vanilla'
import { refuse } from '../messages/message'
import type { WeightSet } from '../data/training-job'
import { resultWeights } from '../data/result-weights'
import type { CheckpointRecord, RunRecord, Storage } from '../storage/records'
import type { AppState } from './state'

export interface Standing {
  readonly record: RunRecord
  /** Absent where it was cut off before the first: it begins again. */
  readonly checkpoint?: CheckpointRecord | undefined
  /** The weights of its best epoch, where it goes back to them at its end. */
  readonly best?: WeightSet | undefined
}

/** Whether there are steps left that the run was to do. */
export function isOpen({ tag, why }: RunRecord): boolean {
  return tag === 'interrupted' || tag === 'failed' || (tag === 'done' && why === 'stopped')
}

/** The weights that a checkpoint answers with: the moving average where the run keeps one. */
export function answering(checkpoint: CheckpointRecord): CheckpointRecord {
  const { weights, state } = checkpoint
  return state ? { ...checkpoint, weights: resultWeights({ weights, ...state }) } : checkpoint
}

export interface Standings {
  /** The record of a run of this project. Refuses an unknown one. */
  recordOf(id: string): RunRecord
  standingOf(id: string): Promise<Standing>
  /** The checkpoint of this generation, or the newest. Refuses where there is none without damage. */
  checkpointOf(id: string, generation: number | undefined): Promise<CheckpointRecord>
}

/** Looks runs up; `here` is the run of this page, whose newest checkpoint may not be on disk yet. */
export function makeStandings(
  store: StoreApi<AppState>,
  storage: Storage,
  here: () => Standing | undefined,
): Standings {
  function recordOf(id: string): RunRecord {
    return store.getState().runs.find((row) => row.id === id) ?? refuse('no-such-run', { id })
  }
  return {
    recordOf,
    async standingOf(id) {
      const record = recordOf(id)
      const mine = here()
      if (mine?.record.id === id) return { ...mine, record }
      const checkpoint = await storage.runs.checkpoint(id)
      const rows = checkpoint ? await storage.runs.checkpoints(id) : []
      const best = rows.filter(({ keep, step }) => keep === 'best' && step <= (checkpoint?.step ?? 0)).at(-1)
      const kept = best && (await storage.runs.checkpoint(id, best.generation))
      return { record, checkpoint, best: kept && answering(kept).weights }
    },
    async checkpointOf(id, generation) {
      const mine = here()
      const newest = mine?.record.id === id && generation === undefined ? mine.checkpoint : undefined
      return newest ?? (await storage.runs.checkpoint(id, generation)) ?? refuse('nothing-kept', {})
    },
  }
}
