/**
 * @file The run whose weights are used, and the checkpoint that the user chose for a project, which is stored so that it
 * stays in use after a reload.
 */
import { offersText } from '../../messages/en/studio/offers'
import type { CheckpointRecord, CheckpointRow, RunRecord, Storage } from '../../storage/records'
import type { AppState, ChosenCheckpoint } from '../state'

type Used = Pick<AppState, 'run' | 'runs' | 'inUse'>

/** The record of the run whose weights are used: the current run, the run that the user chose, or else the newest. */
export function runInUse({ run, runs, inUse }: Used): RunRecord | undefined {
  const id = run.tag === 'idle' ? inUse?.run : run.id
  const record = runs.find((one) => one.id === id)
  return run.tag === 'idle' ? (record ?? newestFirst(runs)[0]) : record
}

/** Whether a run was stopped before its first step, so that its weights are the initial ones. */
export function isUntrained({ tag, step, from }: Pick<RunRecord, 'tag' | 'step' | 'from'>): boolean {
  return tag === 'done' && step === 0 && !from
}

/** Sorts the runs, newest first. */
export function newestFirst(runs: readonly RunRecord[]): readonly RunRecord[] {
  return [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
}

/** Names the weights that make a prediction, such as "your last run". */
export function weightsName({ run, runs, inUse }: Used): string {
  if (run.tag !== 'idle') return offersText.runOf({ version: run.drawingVersion })
  const name = runs.find(({ id }) => id === inUse?.run)?.name
  return inUse && name !== undefined
    ? offersText.chosenRun({ run: name, epoch: inUse.epoch, isEdited: inUse.edits !== undefined })
    : offersText.lastRun
}

/** The epoch whose weights a run restored at its end; undefined if it ended with those of its last epoch. */
export function bestRestored(
  { tag, why, content }: Pick<RunRecord, 'tag' | 'why' | 'content'>,
  checkpoints: readonly CheckpointRow[] = [],
): number | 'best' | undefined {
  if (tag !== 'done' || why === 'stopped' || !content.plan.earlyStopping?.restoreBest) return undefined
  // A long history keeps only some epochs, the checkpoint of the best one is exact.
  return checkpoints.findLast(({ keep }) => keep === 'best')?.epoch ?? 'best'
}

const keyOf = (project: string) => `weights-in-use:${project}`

/** Stores which checkpoint is in use; null if the newest weights are. */
export async function storeInUse({ settings }: Storage, project: string, inUse: ChosenCheckpoint | null) {
  // If storage is not available, the choice lasts until the page closes.
  await settings.put(keyOf(project), inUse).catch(() => undefined)
}

/** The checkpoint that the user chose for the project, if it still exists. */
export async function loadInUse({ settings, runs }: Storage, project: string): Promise<CheckpointRecord | undefined> {
  const stored = (await settings.get(keyOf(project)).catch(() => undefined)) as ChosenCheckpoint | null | undefined
  if (typeof stored?.run !== 'string') return undefined
  const rows = await runs.checkpoints(stored.run).catch(() => [])
  const row = rows.find(({ step, savedAt }) => step === stored.step && savedAt === stored.savedAt)
  return row && (await runs.checkpoint(row.run, row.generation).catch(() => undefined))
}
