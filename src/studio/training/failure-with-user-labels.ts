/**
 * @file withUserLabels: replaces the generated layer name and the row indices in a failure message with the user's
 * label and row numbers.
 */
import { message } from '../../messages/message'
import { layerNamesOf } from '../../compile/layer-names'
import type { ProjectContent } from '../../compile/project'
import { type Dataset, rowNumber } from '../../data/dataset'
import type { FromTrainer } from '../../protocol/trainer-messages'

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
