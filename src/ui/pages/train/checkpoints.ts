/** @file Checkpoints in words: which of those kept are shown, and as what. Pure. */
import { byteSize, count, significant } from '../../../messages/format'
import type { CheckpointRow } from '../../../storage/records'
import type { ChosenCheckpoint } from '../../../studio/state'
import { dateWords } from '../../shell/date-words'

export interface ShownCheckpoint {
  readonly row: CheckpointRow
  readonly role: 'last' | 'best' | 'milestone'
}

/** The last, the best and the milestones, newest first; the one before the last is kept for damage alone. */
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

/** "epoch 4, step 412: loss 0.210, validation 0.254". */
export function placeOf({ epoch, step, loss, validationLoss }: CheckpointRow): string {
  const validation = validationLoss === undefined ? '' : `, validation ${significant(validationLoss)}`
  return `epoch ${count(epoch)}, step ${count(step)}${loss === undefined ? '' : `: loss ${significant(loss)}${validation}`}`
}

/** When it was kept and what it takes: "today at 14:03, 1.2 MB". */
export function sizeOf({ savedAt, bytes, exact }: CheckpointRow, now = new Date()): string {
  const when = savedAt === undefined ? [] : [dateWords(savedAt, now)]
  return [...when, byteSize(bytes), ...(exact ? [] : ['weights alone'])].join(', ')
}

/** Whether the weights chosen are those of this checkpoint. */
export function isSame({ run, step, savedAt }: ChosenCheckpoint, row: CheckpointRow): boolean {
  return run === row.run && step === row.step && savedAt === row.savedAt
}
