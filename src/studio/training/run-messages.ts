/**
 * @file Messages of the trainer, corrected before the state changes: the user's labels, and the reason for a backend.
 */
import { message, formatMessage } from '../../messages/message'
import type { BackendChosen } from '../../protocol/backend'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { layerNamesOf } from '../../compile/layer-names'
import type { ProjectContent } from '../../compile/project'
import { type Dataset, rowNumber } from '../../data/dataset'
import type { EpochLog } from '../../data/training-job'

/**
 * Replaces the reason in a `began` message with the reason in `before`, the backend choice of the earlier part of the
 * run. Other messages are unchanged.
 */
export function chosenBefore(received: FromTrainer, before: BackendChosen | undefined): FromTrainer {
  if (received.type !== 'began' || !before || before.backend !== received.chosen.backend) return received
  const { chosen } = received
  const reason =
    before.adapter === chosen.adapter
      ? before.reason
      : formatMessage(message('backend-as-before', { backend: chosen.backend }))
  return { ...received, chosen: { ...chosen, reason } }
}

/** The message for the user; `content` is the run's project, `dataset` its data. */
export function withUserLabels(
  received: FromTrainer,
  content: ProjectContent,
  dataset: Pick<Dataset, 'origin'> = {},
): FromTrainer {
  if (received.type !== 'failed' || received.reason.code !== 'not-finite') return received
  const { args } = received.reason
  const layer = layerNamesOf(content).get(args.layer)?.label ?? args.layer
  const rowNumbers = (rows: readonly number[]) => rows.map((row) => rowNumber(dataset, row))
  const { fix } = args
  const labeledFix = fix.kind === 'input' ? { ...fix, rows: rowNumbers(fix.rows) } : fix
  return {
    ...received,
    reason: message('not-finite', { ...args, layer, rows: rowNumbers(args.rows), fix: labeledFix }),
  }
}

/** A run diverges if the mean loss of every epoch is more than this many times the loss of the first batch. */
const TIMES = 3

/** Whether every epoch so far is much worse than the untrained network. `first` is the loss of the first batch. */
export function isDiverging(history: readonly EpochLog[], first: number | undefined): boolean {
  if (first === undefined || !(first > 0) || history.length === 0) return false
  return history.every(({ loss }) => loss > TIMES * first)
}

/** A learning rate at which training rarely diverges, whatever the optimizer. */
const MILD = 0.1

/** The learning rate to suggest: a tenth of `rate`, rounded to three digits, and at most `MILD`. */
export function milderRate(rate: number): number {
  return Math.min(MILD, Number((rate / 10).toPrecision(3)))
}
