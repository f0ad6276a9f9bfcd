/** @file named: what a run ended by, told by the label of the layer instead of its generated name. */
import { message } from '../base/messages/message'
import { layerNamesOf } from '../compile/layer-names'
import type { ProjectContent } from '../compile/project'
import type { FromTrainer } from '../protocol/trainer-messages'

/** The message as the user reads it; `content` is what the run trains. */
export function named(said: FromTrainer, content: ProjectContent): FromTrainer {
  if (said.type !== 'failed' || said.said.code !== 'not-finite') return said
  const { args } = said.said
  const layer = layerNamesOf(content).get(args.layer)?.label ?? args.layer
  return { ...said, said: message('not-finite', { ...args, layer }) }
}
