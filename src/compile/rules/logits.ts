/**
 * @file Logits: reports losses that need raw scores but receive values limited to 0 to 1, and probabilities that pass
 * through softmax twice.
 */
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import type { Diagnostic, Fix } from '../../graph/diagnostic'
import { removeAndReconnect } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { lastActive } from './output-activation'
import { type WiredHead, wiredHeadsOf } from './output-heads'
import { before, feedsOne, paramOf, type PlacedNode, type Rule, type RuleContext } from './rule-context'

export const scores: Rule = (context) =>
  wiredHeadsOf(context).flatMap((head) => [...squeezed(context, head), ...softmaxTwice(context, head)])

const SQUEEZES: ReadonlySet<unknown> = new Set(['softmax', 'sigmoid', 'hardSigmoid'])

/**
 * Reports an activation that limits outputs to 0 to 1 although the loss needs raw scores: such values cannot differ by
 * the required margin.
 */
function squeezed(context: RuleContext, { loss, last }: WiredHead): readonly Diagnostic[] {
  const layer = lastActive(context, last)
  const has = paramOf(layer, 'activation')
  if (!loss.scores || !SQUEEZES.has(has)) return []
  const problem = message('advice-softmax-scores', { loss: loss.title, layer: layer.node.label, has: String(has) })
  return [{ severity: 'advice', problem, node: layer.node.id, fixes: plain(context, layer) }]
}

/**
 * Softmax applied twice: probabilities lie between 0 and 1, so using them as logits yields an almost uniform result.
 */
function softmaxTwice(context: RuleContext, { last, wants }: WiredHead): readonly Diagnostic[] {
  const layer = lastActive(context, last)
  const ahead = before(context, layer.node.id)
  const first = ahead && lastActive(context, ahead)
  const twice = [layer, first].every((one) => one && paramOf(one, 'activation') === 'softmax')
  if (!first || !twice || layer.node.kind !== 'activation' || wants < 2) return []
  const problem = message('advice-softmax-twice', { layer: layer.node.label, first: first.node.label, classes: wants })
  return [{ severity: 'advice', problem, node: layer.node.id, fixes: plain(context, first) }]
}

/** A fix that removes the activation, unless other nodes use the layer's output too. */
function plain(context: RuleContext, { node }: PlacedNode): readonly Fix[] {
  if (!feedsOne(context, node.id)) return []
  if (node.kind === 'activation') {
    const title = message('fix-remove-node', { layer: node.label })
    return [fix('remove-activation', title, () => removeAndReconnect(context.drawing, node.id))]
  }
  const title = message('fix-set', { param: layersText.params.activation.label, value: 'linear' })
  return [fix('set-linear', title, () => [{ type: 'set', node: node.id, params: { activation: 'linear' } }])]
}
