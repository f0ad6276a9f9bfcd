/**
 * @file Finds runs that were interrupted because a page was closed, as opposed to runs that another tab is training,
 * and offers to resume them.
 */

import type { StoreApi } from 'zustand/vanilla'
import { offersText } from '../../messages/en/studio/offers'
import { message } from '../../messages/message'
import type { CheckpointRecord, RunRecord, Storage } from '../../storage/records'
import { claimRun } from '../../storage/tab-locks'
import { loadMetricsFor } from '../console/loaded-metrics'
import type { NewNotice } from '../notice'
import { callOf } from '../run-command'
import type { AppState } from '../state'
import { chosenOf, showCheckpoints } from './run-recorder'
import type { RunSession } from './run-session'
import { loadInUse } from './weights-in-use'

/**
 * Lists earlier runs, adopts the weights that the user chose or else the newest ones, and offers to resume an interrupted
 * run. Reading takes time, so results are discarded if another project is open by then.
 */
export async function loadInterruptedRuns(
  store: StoreApi<AppState>,
  storage: Storage,
  runs: RunSession,
  project: string,
  notify: (notice: NewNotice) => void,
): Promise<void> {
  const left = () => store.getState().project.id !== project
  await runs.written()
  const rows = await storage.runs.list(project).catch(() => [])
  const found = await Promise.all(rows.map((row) => asFound(row, storage)))
  await loadMetricsFor(found)
  const chosen = await loadInUse(storage, project)
  if (left()) return
  const newest = [...found].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  store.setState({ runs: newest })
  const own = newest.filter(({ isFromUnsavedTab }) => !isFromUnsavedTab)
  const [last] = own
  if (last) {
    runs.draw(newest.find(({ id }) => id === chosen?.run) ?? last)
    await showCheckpoints(store, storage, last.id).catch(() => undefined)
  }
  if (chosen && !left()) {
    runs.adopt(chosen)
    store.setState({ inUse: chosenOf(chosen) })
  }
  for (const row of chosen ? [] : own) {
    const checkpoint = await storage.runs.checkpoint(row.id).catch(() => undefined)
    if (left()) return
    if (!checkpoint) continue
    runs.adopt(checkpoint)
    const upToDate = caughtUp(row, checkpoint)
    // An interrupted run was evaluated before or after its newest checkpoint, so these are metrics of other weights.
    const metrics = row.tag === 'interrupted' ? null : row.metrics
    store.setState({ metrics, runs: newest.map((one) => (one === row ? upToDate : one)) })
    break
  }
  if (last?.tag === 'interrupted' && !left())
    notify(offerOf(last, store.getState().checkpoints[last.id]?.at(-1)?.step ?? 0))
}

/** How long a crashed tab may still hold the claim on its run, in ms. */
const CRASHED_MS = 500

/** Records are written less often than checkpoints, so an interrupted run got at least as far as its checkpoint. */
function caughtUp(row: RunRecord, { mark }: CheckpointRecord): RunRecord {
  if (row.tag !== 'interrupted' || !mark || mark.step <= (row.step ?? 0)) return row
  return { ...row, step: mark.step, history: mark.history }
}

/** Marks a run as interrupted if its record says that it is training but no tab is training it. */
async function asFound(row: RunRecord, storage: Storage): Promise<RunRecord> {
  if (row.tag !== 'training') return row
  const claim = await claimRun(row.id, { waitMs: CRASHED_MS })
  if (claim.holder === 'elsewhere') return row
  const interrupted: RunRecord = { ...row, tag: 'interrupted' }
  await storage.runs.put(interrupted).catch(() => undefined)
  claim.release()
  return interrupted
}

function offerOf({ id, name, step = 0, steps }: RunRecord, kept: number): NewNotice {
  return {
    tone: 'info',
    message: message('run-interrupted', { run: name, step: Math.max(step, kept), steps, from: kept }),
    action: { title: offersText.resume, ...callOf('run.continue', { run: id }) },
  }
}
