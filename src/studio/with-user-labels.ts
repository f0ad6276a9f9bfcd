/** @file named: what a run ended by, told by the label of the layer instead of its generated name and by the numbers of the rows. */
import { message } from '../messages/message'
import { layerNamesOf } from '../compile/layer-names'
import type { ProjectContent } from '../compile/project'
import type { Dataset } from '../data/dataset'
import { rowNumber } from '../data/row-number'
import type { FromTrainer } from '../protocol/trainer-messages'

/** The message as the user reads it; `content` is what the run trains, on `dataset`. */
export function named(said: FromTrainer, content: ProjectContent, dataset: Pick<Dataset, 'origin'> = {}): FromTrainer {
  if (said.type !== 'failed' || said.said.code !== 'not-finite') return said
  const { args } = said.said
  const layer = layerNamesOf(content).get(args.layer)?.label ?? args.layer
  const called = (rows: readonly number[]) => rows.map((row) => rowNumber(dataset, row))
  const { fix } = args
  const told = fix.kind === 'input' ? { ...fix, rows: called(fix.rows) } : fix
  return { ...said, said: message('not-finite', { ...args, layer, rows: called(args.rows), fix: told }) }
}
