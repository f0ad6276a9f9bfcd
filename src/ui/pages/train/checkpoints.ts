/** @file Checkpoints: which of a run's saved checkpoints are shown, in which role, and their descriptions. */
import { runsText } from '../../../messages/en/train/runs'
import type { CheckpointRow } from '../../../storage/records'
import type { ChosenCheckpoint } from '../../../studio/state'

const text = runsText.checkpoints

export interface ShownCheckpoint {
  readonly row: CheckpointRow
  readonly role: 'last' | 'best' | 'milestone'
}

/**
 * The last, best and milestone checkpoints, newest first; the second-to-last checkpoint is only a backup against
 * corruption and is not shown.
 */
export function shownCheckpoints(rows: readonly CheckpointRow[]): readonly ShownCheckpoint[] {
  const newest = [...rows].sort((a, b) => b.generation - a.generation)
  const [last] = newest
  const best = newest.find(({ keep }) => keep === 'best')
  const milestones = newest.filter(({ keep, generation }) => keep === 'milestone' && generation !== last?.generation)
  return [
    ...(last ? [{ row: last, role: 'last' } as const] : []),
    ...(best && best.generation !== last?.generation ? [{ row: best, role: 'best' } as const] : []),
    ...milestones.map((row) => ({ row, role: 'milestone' }) as const),
  ]
}

/**
 * A checkpoint's role, its position in the run, and its losses: "Last: epoch 4, step 412, loss 0.210, validation loss
 * 0.254".
 */
export function checkpointText({ row, role }: ShownCheckpoint): string {
  const { epoch, step, loss, validationLoss } = row
  const at = { role: text.roles[role], epoch, step }
  return loss === undefined ? text.at(at) : text.atWithLoss({ ...at, loss, validationLoss })
}

/** The size of a checkpoint and the time when it was saved: "1.2 MB, saved today at 14:03". */
export function checkpointDetails({ savedAt: at, bytes, exact: isExact }: CheckpointRow, now = new Date()): string {
  return text.details({ bytes, at, now, isExact })
}

/** Whether the weights in use come from this checkpoint. */
export function isSame({ run, step, savedAt }: ChosenCheckpoint, row: CheckpointRow): boolean {
  return run === row.run && step === row.step && savedAt === row.savedAt
}
