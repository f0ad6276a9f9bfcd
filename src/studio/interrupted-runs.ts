/** @file Cut off: finds the runs that a page was closed over, tells them from those that another tab trains, and offers to go on. */
import type { StoreApi } from 'zustand/vanilla'
import { offersText } from '../messages/en/studio/offers'
import { message } from '../messages/message'
import type { CheckpointRecord, RunRecord, Storage } from '../storage/records'
import { claimRun } from '../storage/tabs'
import { showCheckpoints } from './run-recorder'
import type { RunSession } from './run-session'
import type { GivenNotice } from './notice'
import type { AppState } from './state'

/**
 * Lists what was trained before; the newest weights answer, and a run that was cut off is offered again. Reading takes a while: a
 * project that was left meanwhile leaves nothing to the one that is open now, whose rows its weights do not know.
 */
export async function takeUpRuns(
  store: StoreApi<AppState>,
  storage: Storage,
  runs: RunSession,
  project: string,
  tell: (notice: GivenNotice) => void,
): Promise<void> {
  const left = () => store.getState().project.id !== project
  await runs.written()
  const rows = await storage.runs.list(project).catch(() => [])
  const found = await Promise.all(rows.map((row) => asFound(row, storage)))
  if (left()) return
  const newest = [...found].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  store.setState({ runs: newest })
  const [last] = newest
  if (last) {
    runs.draw(last)
    await showCheckpoints(store, storage, last.id).catch(() => undefined)
  }
  for (const row of newest) {
    const checkpoint = await storage.runs.checkpoint(row.id).catch(() => undefined)
    if (left()) return
    if (!checkpoint) continue
    runs.adopt(checkpoint)
    const upToDate = caughtUp(row, checkpoint)
    store.setState({ metrics: row.metrics, runs: newest.map((one) => (one === row ? upToDate : one)) })
    break
  }
  if (last?.tag === 'interrupted' && !left())
    tell(offerOf(last, store.getState().checkpoints[last.id]?.at(-1)?.step ?? 0))
}

/** A tab that crashed may still count as training this long after, in ms. */
const CRASHED_MS = 500

/** A record is written less often than checkpoints: an interrupted run got at least as far as its last checkpoint. */
function caughtUp(row: RunRecord, { mark }: CheckpointRecord): RunRecord {
  if (row.tag !== 'interrupted' || !mark || mark.step <= (row.step ?? 0)) return row
  return { ...row, step: mark.step, history: mark.history }
}

/** A run that no tab trains any more was interrupted, and is recorded as such. */
async function asFound(row: RunRecord, storage: Storage): Promise<RunRecord> {
  if (row.tag !== 'training') return row
  const claim = await claimRun(row.id, { waitMs: CRASHED_MS })
  if (claim.holder === 'elsewhere') return row
  const interrupted: RunRecord = { ...row, tag: 'interrupted' }
  await storage.runs.put(interrupted).catch(() => undefined)
  claim.release()
  return interrupted
}

function offerOf({ id, name, step = 0, steps }: RunRecord, kept: number): GivenNotice {
  return {
    tone: 'info',
    said: message('run-interrupted', { run: name, step: Math.max(step, kept), steps, from: kept }),
    action: { title: offersText.resume, command: 'run.continue', args: { run: id } },
  }
}
